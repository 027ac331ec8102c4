extension ConsoleScript {
    /// A transaction kept by batches: its transfers, what was said of it, and what became of it.
    static let transaction = #"""
        import { address, get, newKey, post } from "./api.js";
        import { el, field, swap } from "./dom.js";
        import { engineTabs } from "./engine.js";
        import { number } from "./figures.js";
        import { empty, facts, heading, panel, table, tag } from "./parts.js";

        const TONES = { posted: "done", pending: "care", voided: "back", expired: "back" };
        const PATH = "/api/v1/ledger-transactions/";

        const fate = (row) => {
          if (row.reverted_by) {
            return [tag("taken back", "back"), el("span", { class: "faint" },
              ` by transfer ${row.reverted_by}`)];
          }
          if (!row.state) return tag("posted", "done");
          return [tag(row.state, TONES[row.state] || "plain"), row.resolved_by
            ? el("span", { class: "faint" }, ` by transfer ${row.resolved_by}`) : null];
        };

        const COLUMNS = [
          { title: "Leg", class: "amount", cell: (row) => row.leg || "" },
          { title: "From, to", class: "detail", cell: (row) =>
            `${row.debit_account_id} \u2192 ${row.credit_account_id}, ledger ${row.ledger}` },
          { title: "Amount", class: "amount", cell: (row) => number(row.amount) },
          { title: "What became of it", class: "state", cell: fate },
          { title: "Transfer", class: "detail", cell: (row) => el("code", {}, row.id) },
        ];

        const said = (row) => {
          if (!row || row.metadata === undefined) return null;
          const content = row.metadata === "erased" ? el("p", {}, "Erased; its hash stays.")
            : facts(Object.entries(row.metadata).map(([name, value]) =>
              [name, typeof value === "string" ? value : JSON.stringify(value)]));
          return panel("Metadata", content, el("p", { class: "faint" }, "Hash ",
            el("code", {}, row.metadata_hash)));
        };

        function choices(rows) {
          if (rows.every((row) => row.state === "pending")) return [["post", "Post all"], ["void", "Void all"]];
          const isDone = rows.every((row) => !row.state && !row.reverted_by
            && row.link_kind !== "reverts" && !Number(row.pending_id));
          return isDone ? [["revert", "Take back"]] : [];
        }

        export function transaction(parameters, query, app) {
          const region = el("div", {});
          const answered = el("div", {});
          const id = query.get("transaction") || "";
          const path = PATH + encodeURIComponent(id);
          const key = newKey();
          const form = el("form", { class: "filters", "aria-label": "Transaction" },
            field("Transaction", el("input", { id: "transaction", name: "transaction",
              inputmode: "numeric", pattern: "[0-9]{1,39}", required: "", maxlength: "39", value: id })),
            el("p", { class: "choices" },
              el("button", { type: "submit", class: "primary" }, "Show")));
          form.addEventListener("submit", (event) => {
            event.preventDefault();
            location.hash = address("#/transactions", Object.fromEntries(new FormData(form)));
          });
          async function act(verb) {
            try {
              const done = await post(`${path}/${verb}`, {}, { key: `${key}-${verb}` });
              swap(answered, el("p", { class: "outcome", "data-tone": "done", role: "status" },
                "Done by transaction ", el("a", { href: address("#/transactions",
                  { transaction: done.id }) }, done.id)));
              app.refresh();
            } catch (refusal) {
              if (!app.refused(refusal)) {
                swap(answered, el("p", { class: "outcome", "data-tone": "back", role: "status" },
                  refusal.message));
              }
            }
          }
          return {
            title: "Transactions",
            node: el("div", {}, heading("Transactions"), engineTabs("transactions"), form, region,
              answered),
            load: async () => id ? get(path) : null,
            draw(found) {
              const rows = found ? found.transfers : [];
              swap(region, found ? [panel(`Transaction ${found.id}`,
                table("Transfers", COLUMNS, rows),
                el("p", { class: "choices" }, choices(rows).map(([verb, words]) =>
                  el("button", { type: "button", on: { click: () => act(verb) } }, words)))),
                said(rows[0])]
                : empty("Name a transaction, a conversion, or what took one back."));
            },
          };
        }
        """#
}
