extension ConsoleScript {
    /// Payments as rows: shared by today's page and the list.
    static let paymentList = #"""
        import { el } from "./dom.js";
        import { badge, idLink, money, reason, table, time } from "./parts.js";
        import { kindWords } from "./words.js";

        const COLUMNS = [
          { title: "State", class: "state", cell: (row) => [badge(row.state), reason(row.reason)] },
          { title: "From and to", class: "parties", cell: parties },
          { title: "Payment", class: "what", cell: (row) => [idLink(row.id), kind(row)] },
          { title: "Changed", class: "when",
            cell: (row) => time(row.updated_at || row.created_at) },
          { title: "Amount", class: "amount", cell: (row) => money(row.amount, row.currency) },
        ];

        export function parties(row) {
          const name = (text) => (text ? el("b", {}, text)
            : el("span", { class: "faint" }, "unnamed"));
          return el("span", { class: "flow" }, name(row.debtor),
            el("span", { class: "faint", "aria-label": " to " }, " \u2192 "), name(row.creditor));
        }

        function kind(row) {
          return el("span", { class: "faint kind" },
            kindWords(row.kind) + (row.scheme ? " \u00b7 " + row.scheme : ""));
        }

        /** A table of payments; those in `fresh` have just changed and are lit for a moment. */
        export function paymentTable(caption, rows, fresh, columnsLeftOut = []) {
          const columns = COLUMNS.filter((column) => !columnsLeftOut.includes(column.class));
          const rowClass = (row) => (fresh.has(row.id) ? "is-fresh" : null);
          return table(caption, columns, rows, { class: "payments", rowClass });
        }

        /** Remembers states, so that what has changed since the last look can be lit. */
        export class Changes {
          constructor() {
            this.states = null;
          }

          /** The ids of rows that are new or in another state than at the last look. */
          since(rows) {
            const before = this.states;
            this.states = new Map(rows.map((row) => [row.id, row.state]));
            return new Set(before
              ? rows.filter((row) => before.get(row.id) !== row.state).map((row) => row.id) : []);
          }
        }
        """#
}
