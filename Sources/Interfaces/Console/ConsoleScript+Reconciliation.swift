extension ConsoleScript {
    /// A clearing's statement of a day beside our own entries: pairs, and what has no other side.
    static let reconciliation = #"""
        import { get } from "./api.js";
        import { clearingTabs } from "./clearing.js";
        import { el, field, swap } from "./dom.js";
        import { age, number } from "./figures.js";
        import { empty, facts, heading, idLink, money, panel, table, tag } from "./parts.js";
        import { spelled } from "./words.js";

        const DAY = 86_400;
        const references = (row) => [row.transaction_id, row.end_to_end_id, row.message_id]
          .filter(Boolean).map((text) => el("span", { class: "faint kind" }, text));
        const none = (words) => el("span", { class: "faint" }, words);

        function entries(rows, words) {
          if (!rows.length) return none(words);
          return rows.map((row) => el("div", { class: "entry" }, money(row.amount), " ",
            el("span", { class: "faint" }, row.day), " ",
            row.payment ? idLink(row.payment) : row.entry ? el("code", {}, row.entry) : null,
            references(row)));
        }

        const COLUMNS = [
          { title: "Ours", class: "ours", cell: (row) =>
            entries(row.ours, "not in our books") },
          { title: "Theirs", class: "theirs", cell: (row) =>
            entries(row.theirs, "not on the statement") },
          { title: "Match", class: "state", cell: (row) => (row.isLeft
            ? [tag(row.kind ? spelled(row.kind) : "No other side", "care"),
              row.id ? el("span", { class: "kind" }, idLink(row.id)) : null]
            : tag(row.rule, "done")) },
          { title: "Owner", class: "name", cell: (row) => (row.isLeft
            ? row.owner || none("nobody") : "") },
          { title: "Age", class: "age", cell: (row) => (row.isLeft
            ? el("b", { "data-tone": row.age >= DAY ? "care" : "plain" }, age(row.age)) : "") },
        ];

        /** What has no other side comes first; one break is one row, whichever sides it has. */
        function rowsOf(found) {
          const left = new Map();
          const put = (entry, side) => {
            const key = entry.break || `${side} ${left.size}`;
            const row = left.get(key) || { isLeft: true, id: entry.break, kind: entry.kind,
              owner: entry.owner_name || entry.owner, age: Number(entry.age_seconds) || 0,
              ours: [], theirs: [] };
            row[side].push(entry);
            left.set(key, row);
          };
          found.unmatched_ours.forEach((entry) => put(entry, "ours"));
          found.unmatched_theirs.forEach((entry) => put(entry, "theirs"));
          return [...left.values(), ...found.matches];
        }

        export function reconciliation([scheme, day]) {
          const region = el("div", { class: "stack" });
          return {
            title: `${scheme} ${day}`,
            node: el("div", {}, heading(`Reconciliation ${scheme} ${day}`),
              clearingTabs("reconciliation"), chooser(scheme, day), region),
            async load() {
              try {
                return { found: await get(`/api/v1/reconciliation/${encodeURIComponent(scheme)}/`
                  + encodeURIComponent(day)) };
              } catch (refusal) {
                if (refusal.status === 404) return { words: refusal.message };
                throw refusal;
              }
            },
            draw({ found, words }) { swap(region, found ? parts(found) : empty(words)); },
            wants: (event) => /^(message|break|queue)\.|^reconnected$/.test(event.name),
          };
        }

        function parts(found) {
          const rows = rowsOf(found);
          const count = rows.filter((row) => row.isLeft).length;
          return [
            panel("Both sides", facts([
              ["Made of", found.type],
              ["Ours", `${number(found.matched_ours)} of ${number(found.ours)} matched`],
              ["Theirs", `${number(found.matched_theirs)} of ${number(found.theirs)} matched`],
              ["Without the other side", count
                ? el("a", { href: "#/queues/breaks?scheme=" + encodeURIComponent(found.scheme) },
                  number(count)) : "none"],
              ["By rule", found.rules.map((rule) => `${rule.name}: ${rule.matches}`).join(", ")],
            ])),
            panel("Entries, side by side", rows.length
              ? table("Entries of both sides", COLUMNS, rows, { class: "sides",
                rowClass: (row) => (row.isLeft ? "is-left" : null) })
              : empty("Neither side has an entry.")),
          ];
        }

        /** Another scheme or day; both stand in the address. */
        function chooser(scheme, day) {
          const name = el("input", { id: "reconcile-scheme", type: "text", value: scheme || "",
            required: true, maxlength: "35", size: "10" });
          const date = el("input", { id: "reconcile-day", type: "date", value: day || "",
            required: true });
          const form = el("form", { class: "filters", "aria-label": "Scheme and day" },
            field("Scheme", name), field("Day", date),
            el("button", { type: "submit" }, "Show"));
          form.addEventListener("submit", (event) => {
            event.preventDefault();
            location.hash = `#/reconciliation/${encodeURIComponent(name.value.trim())}/`
              + encodeURIComponent(date.value);
          });
          return form;
        }

        /** The schemes with their last days, from where a day is looked at. */
        export function reconciliations() {
          const region = el("div", {});
          return {
            title: "Reconciliation",
            node: el("div", {}, heading("Reconciliation"), clearingTabs("reconciliation"),
              chooser("", ""), region),
            load: async () => ({ today: await get("/api/v1/today"),
              breaks: (await get("/api/v1/queues/breaks?limit=1000")).data || [] }),
            draw({ today, breaks }) {
              const schemes = today.schemes || [];
              swap(region, schemes.length ? schemes.map((row) => panel(row.name, facts([
                ["Open breaks", el("a",
                  { href: "#/queues/breaks?scheme=" + encodeURIComponent(row.name) },
                  number(breaks.filter((found) => found.scheme === row.name).length))],
              ]), el("p", { class: "calendar" }, daysBefore(today.day, 7).map((day) => [el("a", {
                href: `#/reconciliation/${encodeURIComponent(row.name)}/${day}` }, day), " "]))))
                : empty("The bank takes part in no scheme."));
            },
            wants: (event) => /^(message|break|clock)\.|^reconnected$/.test(event.name),
          };
        }

        function daysBefore(day, count) {
          const start = Date.parse(day + "T00:00:00Z");
          return Array.from({ length: count }, (_, place) =>
            new Date(start - place * DAY * 1000).toISOString().slice(0, 10));
        }
        """#
}
