extension ConsoleScript {
    /// A clearing's statement of a day beside our own entries.
    static let reconciliation = #"""
        import { get } from "./api.js";
        import { el, swap } from "./dom.js";
        import { empty, facts, heading, idLink, money, panel, table } from "./parts.js";

        const references = (row) => [row.transaction_id, row.end_to_end_id, row.message_id]
          .filter(Boolean).map((text) => el("span", { class: "faint kind" }, text));
        const side = (rows) => rows.map((row) => el("div", {}, money(row.amount), " ",
          row.day, " ", row.payment ? idLink(row.payment) : row.entry || "", references(row)));

        const MATCHED = [
          { title: "Ours", class: "what", cell: (row) => side(row.ours) },
          { title: "Theirs", class: "what", cell: (row) => side(row.theirs) },
          { title: "Rule", class: "detail", cell: (row) => row.rule },
        ];
        const LEFT = [
          { title: "Entry", class: "what", cell: (row) => side([row]) },
          { title: "Age", class: "age", cell: (row) => `${row.age_days} d` },
        ];

        export function reconciliation([scheme, day]) {
          const region = el("div", { class: "stack" });
          return {
            title: `${scheme} ${day}`,
            node: el("div", {}, heading(`Reconciliation ${scheme} ${day}`), region),
            load: () => get(`/api/v1/reconciliation/${encodeURIComponent(scheme)}/`
              + encodeURIComponent(day)),
            draw(found) { swap(region, parts(found)); },
            wants: (event) => /^(message|break)\.|^reconnected$/.test(event.name),
          };
        }

        function parts(found) {
          return [
            panel("Both sides", facts([
              ["Made of", found.type], ["Our entries", `${found.matched_ours} of ${found.ours} matched`],
              ["Theirs", `${found.matched_theirs} of ${found.theirs} matched`],
              ["By rule", found.rules.map((rule) => `${rule.name}: ${rule.matches}`).join(", ")],
            ])),
            left("Ours, not on the statement", found.unmatched_ours),
            left("Theirs, not in our books", found.unmatched_theirs),
            panel("Matched", found.matches.length
              ? table("Matched", MATCHED, found.matches) : empty("Nothing.")),
          ];
        }

        const left = (title, rows) => panel(title, rows.length
          ? table(title, LEFT, rows) : empty("Nothing: every entry has its other side."));
        """#
}
