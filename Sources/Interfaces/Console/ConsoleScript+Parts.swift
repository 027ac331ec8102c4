extension ConsoleScript {
    /// What pages are built from: badges, amounts, times, tables, and states that are empty or
    /// wrong.
    static let parts = #"""
        import { bankNow, bankParts } from "./clock.js";
        import { announce, el, icon } from "./dom.js";
        import { amount, isNegative, isZero, shortID } from "./figures.js";
        import { reasonWords, stateMeaning, stateTone, stateWords } from "./words.js";

        export function badge(state) {
          return el("span", { class: "badge", "data-tone": stateTone(state),
            title: stateMeaning(state) },
            el("i", { class: "dot", "aria-hidden": "true" }), stateWords(state));
        }

        export const tag = (words, tone) => el("span", { class: "tag", "data-tone": tone }, words);

        export function money(value, currency, options = {}) {
          if (value === null || value === undefined) {
            return el("span", { class: "faint" }, "\u2013");
          }
          const kind = isNegative(value) ? " is-negative" : isZero(value) ? " is-zero" : "";
          return el("span", { class: "money" + kind + (options.large ? " is-large" : "") },
            (options.signed && !isNegative(value) && !isZero(value) ? "+" : "") + amount(value),
            currency ? el("span", { class: "currency" }, "\u00a0" + currency) : null);
        }

        /** An instant: the time where it is of today, else the day too. */
        export function time(text, options = {}) {
          const parts = bankParts(text);
          if (!parts) return el("span", { class: "faint" }, text || "\u2013");
          const now = bankNow();
          const clock = options.exact ? parts.time : parts.minute;
          const isToday = now && now.date === parts.date && !options.exact;
          const isThisYear = now && now.date.slice(0, 4) === parts.date.slice(0, 4);
          const day = isThisYear ? parts.shortDay : parts.day;
          const shown = !clock ? parts.day : isToday ? parts.time : `${day}, ${clock}`;
          return el("time", { datetime: text, title: text }, shown);
        }

        export function reason(code) {
          if (!code) return null;
          const words = reasonWords(code);
          return el("span", { class: "reason" }, el("code", {}, code), words ? " " + words : null);
        }

        export function idLink(id) {
          const to = hrefOf(id);
          const words = el("code", { class: "id is-short" }, shortID(id));
          return to ? el("a", { href: to, title: id }, words) : el("span", { title: id }, words);
        }

        /** Where the console shows what an id names. */
        function hrefOf(id) {
          const text = String(id ?? "");
          if (text.startsWith("pay_")) return "#/payments/" + encodeURIComponent(text);
          if (text.startsWith("acc_")) return "#/accounts/" + encodeURIComponent(text);
          if (text.startsWith("party_")) return "#/parties/" + encodeURIComponent(text);
          if (text.startsWith("brk_")) return "#/queues/breaks/" + encodeURIComponent(text);
          if (text.startsWith("apr_")) return "#/queues/approvals/" + encodeURIComponent(text);
          if (text.startsWith("rcl_")) return "#/recalls/" + encodeURIComponent(text);
          if (text.startsWith("file_")) return "#/payments?file=" + encodeURIComponent(text);
          return null;
        }

        export function copyButton(text, what) {
          const button = el("button", { type: "button", class: "quiet", title: `Copy ${what}`,
            "aria-label": `Copy ${what}`, "data-key": "copy-" + text }, icon("copy"));
          button.addEventListener("click", async () => {
            try {
              await navigator.clipboard.writeText(text);
              button.replaceChildren(icon("check"));
              announce("Copied.");
            } catch {
              announce("The browser does not allow copying.");
            }
            setTimeout(() => button.replaceChildren(icon("copy")), 1500);
          });
          return button;
        }

        /**
         * A table that becomes a list of cards where there is little room.
         *
         * `columns`: `{ title, class, cell(row) }`. The roles are named because the narrow layout
         * would otherwise take them away.
         */
        export function table(caption, columns, rows, options = {}) {
          const head = el("tr", { role: "row" }, columns.map((column) =>
            el("th", { role: "columnheader", scope: "col", class: column.class }, column.title)));
          const body = rows.map((row) => el("tr", { role: "row", "data-id": row.id,
            class: options.rowClass ? options.rowClass(row) : null },
          columns.map((column) => el("td", { role: "cell", class: column.class,
            "data-title": column.title }, column.cell(row)))));
          return el("div", { class: "scroll" },
            el("table", { role: "table", class: "cards " + (options.class || "") },
              el("caption", { class: "unseen" }, caption), el("thead", { role: "rowgroup" }, head),
              el("tbody", { role: "rowgroup" }, body), options.foot || null));
        }

        export const empty = (words, more) => el("div", { class: "empty" },
          el("p", {}, words), more ? el("p", { class: "hint" }, more) : null);

        export function problem(refusal, again) {
          const known = refusal && refusal.title;
          return el("div", { class: "panel problem", role: "alert" },
            el("h2", {}, known ? refusal.title : "This page could not be shown"),
            el("p", {}, refusal ? refusal.message : ""),
            refusal && refusal.requestID
              ? el("p", { class: "hint" }, "Request ", el("code", {}, refusal.requestID)) : null,
            again ? el("button", { type: "button", on: { click: again } }, "Try again") : null);
        }

        export function heading(title, ...beside) {
          return el("header", { class: "page-head" },
            el("h1", { tabindex: "-1" }, title), ...beside);
        }

        export function panel(title, ...content) {
          return el("section", { class: "panel" }, title ? el("h2", {}, title) : null, ...content);
        }

        /** Facts as pairs; those without a value are left out. */
        export function facts(pairs) {
          return el("dl", { class: "facts" }, pairs
            .filter(([, value]) => value !== null && value !== undefined && value !== "")
            .map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
        }

        /** Links to the next page and back to the first; each page has an address of its own. */
        export function pager(found, hrefWith, cursor) {
          if (!cursor && !found.has_more) return null;
          return el("nav", { class: "pager", "aria-label": "Pages of the list" },
            cursor ? el("a", { class: "button", href: hrefWith("") }, "Newest") : null,
            found.has_more && found.next_cursor
              ? el("a", { class: "button", href: hrefWith(found.next_cursor) }, "Older") : null);
        }

        /** What became of a form; says it aloud too. */
        export function outcome(region, tone, ...words) {
          region.replaceChildren(el("p", { class: "outcome", "data-tone": tone,
            role: tone === "back" ? "alert" : "status" }, ...words));
        }
        """#
}
