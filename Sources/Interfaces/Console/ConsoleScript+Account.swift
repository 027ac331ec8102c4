extension ConsoleScript {
    /// One account: what it has, what of it is held, and its history.
    static let account = #"""
        import { address, get } from "./api.js";
        import { accountName } from "./accounts.js";
        import { el, swap } from "./dom.js";
        import { ibanText, isZero } from "./figures.js";
        import { copyButton, empty, facts, heading, idLink, money, pager, panel, table, tag, time }
          from "./parts.js";
        import { kindWords } from "./words.js";

        const ROWS = 50;

        export function account(parameters, query, app) {
          const id = parameters[0];
          const cursor = query.get("cursor") || "";
          const path = "/api/v1/accounts/" + encodeURIComponent(id);
          const here = "#/accounts/" + encodeURIComponent(id);
          const head = el("div", {});
          const entries = el("div", {});
          const statements = el("div", {});
          return {
            title: "Account",
            node: el("div", {}, head, panel("History", entries), panel("Statements", statements)),
            async load() {
              const [found, history, days] = await Promise.all([get(path),
                get(address(path + "/entries", { limit: ROWS, cursor })),
                get(path + "/statements?limit=31"), app.accountNames()]);
              return { found, history, days };
            },
            draw({ found, history, days }) {
              swap(statements, statementList(path, days.data || []));
              app.retitle(accountName(found));
              swap(head, summary(found));
              const rows = history.data || [];
              swap(entries, rows.length
                ? [table(`History of ${accountName(found)}, newest first`, columns(app), rows,
                  { class: "entries" }),
                pager(history, (next) => address(here, { cursor: next }), cursor)]
                : empty(cursor ? "No older booking." : "Nothing is booked on this account yet."));
            },
            wants: (event) => /^(account|transfer|payment|day)\.|^reconnected$/.test(event.name),
          };
        }

        function summary(found) {
          const figure = (title, value, isMain) => el("div", { class: isMain ? "is-main" : null },
            el("dt", {}, title), el("dd", {}, money(value, found.currency, { large: isMain })));
          const hasLine = found.credit_line && !isZero(found.credit_line);
          return [
            el("p", { class: "crumbs" }, el("a", { href: "#/accounts" }, "Accounts")),
            heading(accountName(found),
              found.status && found.status !== "open" ? tag(found.status, "care") : null,
              found.role !== "customer" ? tag("the bank\u2019s own", "plain") : null),
            el("div", { class: "summary" },
              el("dl", { class: "figures" }, figure("Balance", found.balance, true),
                found.role === "customer" ? figure("Available", found.available) : null,
                figure("Held", found.held),
                hasLine ? figure("Credit line", found.credit_line) : null),
              facts([
                ["IBAN", found.iban ? [el("code", { class: "id" }, ibanText(found.iban)),
                  copyButton(found.iban, "the IBAN")] : null],
                ["Reference", found.reference],
                ["Late orders", { refuse: "refused", next_day: "moved to the next day" }[
                  found.late_orders]],
                ["Holder", found.party ? idLink(found.party) : null],
                ["Account",
                  [el("code", { class: "id" }, found.id), copyButton(found.id, "the id")]],
              ])),
          ];
        }

        function statementList(path, rows) {
          if (!rows.length) return empty("None yet: one is written for each day that is closed.");
          const link = (row, form, words) => el("a", { target: "_blank",
            href: `${path}/statements/${row.day}/${form}` }, words);
          return table("Statements, the newest day first", [
            { title: "Day", class: "what", cell: (row) => link(row, "html", row.day) },
            { title: "Number", class: "state", cell: (row) => String(row.number) },
            { title: "Written", class: "when", cell: (row) => time(row.at) },
            { title: "Forms", class: "detail", cell: (row) => [link(row, "html", "Page"), " ",
              link(row, "csv", "CSV"), " ", link(row, "xml", "camt.053")] },
          ], rows);
        }

        function columns(app) {
          return [
            { title: "Booked", class: "when",
              cell: (row) => time(row.timestamp || row.booking_date) },
            { title: "What", class: "what", cell: (row) => [
              el("span", {}, kindWords(row.kind)),
                row.payment_id ? idLink(row.payment_id) : null] },
            { title: "Counter account", class: "counter", cell: (row) => counter(row, app) },
            { title: "Value date", class: "value-date", cell: (row) => time(row.value_date) },
            { title: "Amount", class: "amount", cell: (row) => money(row.amount, null,
              { signed: true }) },
            { title: "Balance after", class: "amount after",
              cell: (row) => money(row.balance_after) },
          ];
        }

        function counter(row, app) {
          if (!row.counter_account) return el("span", { class: "faint" }, "\u2013");
          const name = app.nameOf(row.counter_account);
          const href = "#/accounts/" + encodeURIComponent(row.counter_account);
          return name ? el("a", { href }, name) : idLink(row.counter_account);
        }
        """#
}
