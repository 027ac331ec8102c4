extension ConsoleScript {
    /// Queues: what people work through; one page for all of them, with the same filters.
    static let queues = #"""
        import { get } from "./api.js";
        import { el, swap } from "./dom.js";
        import { age, number } from "./figures.js";
        import { actionBar } from "./queue-actions.js";
        import { badge, empty, heading, idLink, money, pager, panel, table, tag, time }
          from "./parts.js";
        import { spelled } from "./words.js";

        const DAY = 86_400;

        const QUEUES = {
          exceptions: ["Outcome unknown",
            "The clearing was asked and has not answered. The money stays held."],
          unapplied: ["Parked money",
            "Settled to us, without an account to credit. It is applied or sent back."],
          approvals: ["Approvals", "Asked for by one person; another releases or refuses it."],
          warehoused: ["Kept for later", "Orders for a later day or time: nothing is held yet."],
          breaks: ["Breaks", "Where the clearing\u2019s word and our books differ. What it has "
            + "settled and nothing explains stands on suspense."],
          recalls: ["Recalls", "Payments asked back: theirs wait for our answer, ours for "
            + "theirs. Each has a day by which it is due."],
        };
        const LOOKED_AT = ["exceptions", "unapplied", "breaks", "recalls"];

        /** How much somebody must look at, as it stands in the navigation. */
        export async function countOpen() {
          const found = (await get("/api/v1/queues")).data || [];
          return found.filter((row) => LOOKED_AT.includes(row.queue))
            .reduce((sum, row) => sum + Number(row.count), 0);
        }

        const FILTERS = [
          ["sort", "Order", ["oldest", "newest", "largest", "smallest"]],
          ["currency", "Currency"], ["amount_min", "From"], ["amount_max", "To"],
          ["older_than", "Older than"], ["newer_than", "Newer than"], ["scheme", "Scheme"],
          ["kind", "Kind"], ["state", "State"], ["owner", "Owner"],
        ];
        const HINTS = { older_than: "2h, 1d12h", newer_than: "30m", owner: "tok_\u2026 or none",
          amount_min: "with a currency", amount_max: "with a currency" };

        /** The bar is the same over every queue; what is set stands in the address. */
        function filterBar(name, query) {
          const controls = FILTERS.map(([key, words, choices]) => {
            const control = choices
              ? el("select", { id: "filter-" + key, name: key }, choices.map((choice) =>
                el("option", { value: choice,
                  selected: choice === (query.get(key) || choices[0]) }, spelled(choice))))
              : el("input", { id: "filter-" + key, name: key, type: "text", maxlength: "64",
                value: query.get(key) || "", placeholder: HINTS[key] || "", size: "9" });
            return el("div", { class: "field" },
              el("label", { for: "filter-" + key }, words), control);
          });
          const form = el("form", { class: "filters many", "aria-label": "Filter" }, controls,
            el("p", { class: "choices" },
              el("button", { type: "submit", class: "primary" }, "Filter"),
              el("a", { href: "#/queues/" + name }, "All of it")));
          form.addEventListener("submit", (event) => {
            event.preventDefault();
            const set = new URLSearchParams();
            for (const [key, value] of new FormData(form)) {
              if (value && !(key === "sort" && value === "oldest")) set.set(key, value);
            }
            location.hash = `#/queues/${name}${set.size ? "?" + set : ""}`;
          });
          return form;
        }

        function tabs(name, counts) {
          return el("nav", { class: "tabs", "aria-label": "Queues" }, Object.entries(QUEUES)
            .map(([key, [words]]) => el("a", { href: "#/queues/" + key,
              "aria-current": key === name ? "true" : null }, words, " ",
            el("span", { class: "count" }, number(counts[key] ?? 0)))));
        }

        const columns = (chosen) => [
          { title: "", class: "choice", cell: (row) => el("input", { type: "checkbox",
            "aria-label": "Choose " + row.id, "data-key": "choose-" + row.id,
            checked: chosen.has(row.id),
            on: { change: (event) => (event.target.checked
              ? chosen.set(row.id, row) : chosen.delete(row.id)) } }) },
          { title: "Age", class: "age", cell: (row) => [
            el("b", { "data-tone": Number(row.age_seconds) >= DAY ? "care" : "plain" },
              age(row.age_seconds)),
            el("span", { class: "faint kind" }, "since ", time(row.since)),
            row.due ? el("span", { class: "faint kind" }, "until ", time(row.due)) : null] },
          { title: "What", class: "what", cell: (row) => [idLink(row.id),
            row.scheme ? el("span", { class: "faint kind" }, row.scheme) : null,
            row.subject && row.subject !== row.id
              ? el("span", { class: "faint kind" }, "about ", idLink(row.subject)) : null] },
          { title: "State", class: "state", cell: (row) => [
            row.queue === "breaks" || row.queue === "approvals" ? tag(spelled(row.kind), "care")
              : row.queue === "recalls" ? tag(spelled(row.state), "care")
                : badge(row.state), " ",
            row.queue !== "breaks" && row.queue !== "approvals" && row.kind
              ? el("code", {}, row.kind) : null] },
          { title: "Owner", class: "name", cell: (row) => row.owner_name || row.owner
            || el("span", { class: "faint" }, "nobody") },
          { title: "Amount", class: "amount", cell: (row) => money(row.amount, row.currency) },
        ];

        export function queues([name = "exceptions"], query, app) {
          const [title, hint] = QUEUES[name] || ["Queues", ""];
          const chosen = new Map();
          const region = el("div", {});
          const over = el("div", {});
          const bar = actionBar(name, chosen, app);
          const path = "/api/v1/queues/" + encodeURIComponent(name);
          const cursor = query.get("cursor") || "";
          const hrefWith = (next) => {
            const set = new URLSearchParams(query);
            set.delete("cursor");
            if (next) set.set("cursor", next);
            return `#/queues/${name}${set.size ? "?" + set : ""}`;
          };
          return {
            title,
            node: el("div", {}, heading("Queues"), over, filterBar(name, query), region, bar),
            async load() {
              const [page, counts] = await Promise.all([
                get(`${path}${query.size ? "?" + query : ""}`), get("/api/v1/queues")]);
              return { page, counts: Object.fromEntries(
                (counts.data || []).map((row) => [row.queue, row.count])) };
            },
            draw({ page, counts }) {
              const rows = page.data || [];
              swap(over, tabs(name, counts));
              swap(region, panel(title, el("p", { class: "hint" }, hint), rows.length
                ? [table(title, columns(chosen), rows, { class: "queue" }),
                  pager(page, hrefWith, cursor)]
                : empty(query.size ? "Nothing of this kind waits." : "Nothing waits.")));
            },
            wants: (event) =>
              /^(payment|approval|break|unapplied|queue|recall|clock)\.|^reconnected$/.test(event.name),
          };
        }

        /** Something that waits, and what was said about it. */
        export function queueItem([name, id], query, app) {
          const region = el("div", { class: "stack" });
          const chosen = new Map([[id, { id }]]);
          return {
            title: id,
            node: el("div", {}, heading((QUEUES[name] || [name])[0]), region,
              actionBar(name, chosen, app)),
            load: () => get(
              `/api/v1/queues/${encodeURIComponent(name)}/${encodeURIComponent(id)}`),
            draw(row) {
              swap(region, table("It", columns(chosen).slice(1), [row], { class: "queue" }),
                row.ours || row.theirs
                  ? panel("What differs", el("p", {}, "ours ", money(row.ours, row.currency),
                    ", theirs ", money(row.theirs, row.currency), row.day ? [", ", row.scheme
                      ? el("a", { href: `#/reconciliation/${encodeURIComponent(row.scheme)}/${row.day}` },
                        `${row.scheme} ${row.day}, both sides`) : row.day] : ""))
                  : null,
                panel("Notes", (row.notes || []).length
                  ? el("ul", {}, row.notes.map((note) => el("li", {}, time(note.at), " ",
                    note.by_name || "", ": ", note.text || (note.owner
                      ? `${note.owner_name || note.owner} takes care of it`
                      : "nobody takes care of it"))))
                  : empty("Nobody has said anything about it.")));
            },
            wants: (event) => /^(break|unapplied|queue|payment|approval|recall)\./.test(event.name),
          };
        }
        """#
}
