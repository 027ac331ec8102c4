extension ConsoleScript {
    /// Accounts with their balances: customers and the bank's own apart, and the sum that is
    /// zero.
    static let accounts = #"""
        import { address, get, getAll, newKey, post } from "./api.js";
        import { el, field, swap } from "./dom.js";
        import { ibanText, isZero, number, sum } from "./figures.js";
        import { empty, heading, money, outcome, panel, table, tag } from "./parts.js";
        import { roleNames, roleWords, spelled } from "./words.js";

        const PAGES_MAX = 20;
        const ROWS_MAX = 200;

        const CUSTOMER_COLUMNS = [
          { title: "Account", class: "name", cell: nameOf },
          { title: "IBAN", class: "iban", cell: (row) => (row.iban
            ? el("code", { class: "id" }, ibanText(row.iban))
            : el("span", { class: "faint" }, "no IBAN")) },
          { title: "Held", class: "amount held", cell: (row) => money(row.held) },
          { title: "Available", class: "amount available", cell: (row) => money(row.available) },
          { title: "Balance", class: "amount", cell: (row) => money(row.balance) },
        ];
        const OWN_COLUMNS = [
          { title: "Account", class: "name", cell: nameOf },
          { title: "Held", class: "amount held", cell: (row) => money(row.held) },
          { title: "Balance", class: "amount", cell: (row) => money(row.balance) },
        ];

        export function accounts(parameters, query, app) {
          const search = el("input", { id: "search", type: "search", autocomplete: "off",
            spellcheck: "false", placeholder: "Name, reference or IBAN" });
          const books = el("div", {});
          const transfer = transferForm(app);
          let known = { data: [], isWhole: true };
          const draw = () => swap(books, known.data.length
            ? byCurrency(known.data).map((rows) => book(rows, search.value, known.isWhole))
            : empty("No account yet.", "Open one with qenex-cli account open."));
          search.addEventListener("input", draw);
          const form = el("form", { class: "filters", role: "search",
            on: { submit: (event) => event.preventDefault() } }, field("Find a customer", search));
          return {
            title: "Accounts",
            node: el("div", {}, heading("Accounts"), form, books, transfer.node),
            load: () => getAll("/api/v1/accounts", PAGES_MAX),
            draw(found) {
              known = found;
              app.remember(found.data);
              transfer.offer(found.data);
              draw();
            },
            wants: (event) => /^(account|transfer|payment)\.|^reconnected$/.test(event.name),
          };
        }

        const isOwn = (row) => row.role !== "customer";
        // Settlement and nostro accounts are assets: their balance counts what we hold, all others
        // count what we owe.
        const isAsset = (row) => row.role === "settlement" || row.role === "nostro";

        export function accountName(row) {
          if (!isOwn(row)) return row.name || row.reference || row.id;
          return roleWords(row.role) + (row.scheme ? " " + row.scheme : "");
        }

        function nameOf(row) {
          return [
            el("a", { href: "#/accounts/" + encodeURIComponent(row.id) }, accountName(row)),
            isOwn(row) ? el("span", { class: "faint kind" },
              isAsset(row) ? "held by us, Dr" : "owed, Cr")
              : row.reference ? el("span", { class: "faint kind" }, row.reference) : null,
            row.status && row.status !== "open" ? tag(row.status, "care") : null,
          ];
        }

        function byCurrency(rows) {
          const currencies = [...new Set(rows.map((row) => row.currency))].sort();
          return currencies.map((currency) => rows.filter((row) => row.currency === currency));
        }

        function book(rows, wanted, isWhole) {
          const currency = rows[0].currency;
          const customers = rows.filter((row) => !isOwn(row));
          const own = rows.filter(isOwn).sort((one, other) =>
            roleNames.indexOf(one.role) - roleNames.indexOf(other.role));
          const fitting = customers.filter((row) => fits(row, wanted.trim().toLowerCase()));
          const shown = fitting.slice(0, ROWS_MAX);
          return el("section", { class: "book", "aria-label": `Accounts in ${currency}` },
            el("h2", { class: "book-title" }, currency),
            el("div", { class: "stack" },
              panel("Customers",
                shown.length ? table(`Customers\u2019 accounts in ${currency}`, CUSTOMER_COLUMNS,
                  shown, { class: "accounts", foot: total("Customers", customers, 5, currency) })
                  : empty(customers.length
                    ? "No customer\u2019s account fits." : "No customer yet."),
                shown.length < fitting.length ? el("p", { class: "hint" },
                  `${number(shown.length)} of ${number(fitting.length)} shown; search for others.`)
                  : null),
              panel("The bank\u2019s own",
                own.length ? table(`The bank\u2019s own accounts in ${currency}`, OWN_COLUMNS, own,
                  { class: "accounts" })
                  : empty("No own account in this currency.")),
              zeroSum(rows, currency, isWhole)));
        }

        function fits(row, wanted) {
          const text = `${row.name} ${row.reference} ${row.iban}`.toLowerCase();
          return !wanted || text.includes(wanted)
            || text.replace(/\s/g, "").includes(wanted.replace(/\s/g, ""));
        }

        function total(words, rows, columns, currency) {
          return el("tfoot", { role: "rowgroup" }, el("tr", { role: "row" },
            el("th", { role: "rowheader", scope: "row", colspan: columns - 1 },
              `${words}, ${number(rows.length)} account${rows.length === 1 ? "" : "s"}`),
            el("td", { role: "cell", class: "amount total" },
              money(sum(rows.map((row) => row.balance)), currency))));
        }

        // The balance: what we hold less what we owe. It is zero, or something is badly wrong.
        function zeroSum(rows, currency, isWhole) {
          if (!isWhole) {
            return el("p", { class: "hint" },
              "Too many accounts to add up here: qenex-cli verify adds up all of them.");
          }
          const balances = (chosen) => sum(chosen.map((row) => row.balance));
          const held = balances(rows.filter(isAsset));
          const owed = balances(rows.filter((row) => !isAsset(row)));
          const left = sum([held, negated(owed)]);
          const isRight = isZero(left);
          const line = (words, figure, isTotal) => el("div", {}, el("dt", {}, words),
            el("dd", { class: isTotal ? "total" : null }, money(figure, currency)));
          return el("section", { class: "zero-sum", "data-tone": isRight ? "done" : "back",
            role: isRight ? null : "alert", "aria-label": `Sum of ${currency}` },
          el("dl", {}, line("What we hold: settlement and nostro", held),
            line("less what we owe: customers, in transit, own funds", owed),
            line("Sum", left, true)),
          el("p", { class: "hint" }, isRight
            ? "Every debit has its credit: the sum of a currency is zero, always."
            : "The sum of a currency must be zero. Stop, and run qenex-cli verify."));
        }

        const negated = (text) => (text.startsWith("-") ? text.slice(1) : "-" + text);

        // Money between two accounts here.

        function transferForm(app) {
          const text = (id, more) => el("input", { id, autocomplete: "off", spellcheck: "false",
            required: true, maxlength: "64", ...more });
          const from = text("from", { list: "customers" });
          const to = text("to", { list: "customers" });
          const worth = text("worth", { inputmode: "decimal",
            pattern: "[0-9]{1,18}([.][0-9]{1,4})?",
            class: "figure-input", title: "A plain amount, such as 125.00" });
          const currency = text("currency", { pattern: "[A-Z]{3}", value: "EUR", maxlength: "3",
            title: "Three capital letters, such as EUR" });
          const reference = text("reference", { required: false, maxlength: "140" });
          const customers = el("datalist", { id: "customers" });
          const region = el("div", {});
          const cost = el("p", { class: "hint", role: "status" });
          const button = el("button", { type: "submit" }, "Move it");
          /** What it costs is said before anything is confirmed. */
          async function quote() {
            cost.textContent = "";
            if (!from.value || !worth.checkValidity() || !currency.checkValidity()) return;
            const asked = address("/api/v1/fees/quote", { account: from.value.trim(),
              amount: plain(worth.value), currency: currency.value });
            try {
              const found = await get(asked);
              swap(cost, "Fee: ", money(found.fee, found.currency),
                found.collected === "month" ? ", taken at the end of the month" : null);
            } catch {
              // The order itself will say what is wrong.
            }
          }
          let key = newKey();
          const form = el("form", { class: "grid-form", on: { submit: (event) => {
            event.preventDefault();
            send();
          }, input: () => { key = newKey(); } } },
          field("From account", from), field("To account", to), field("Amount", worth),
          field("Currency", currency), field("Reference", reference), cost, button, customers);
          for (const input of [from, worth, currency]) input.addEventListener("change", quote);
          async function send() {
            button.disabled = true;
            const words = { from_account: from.value.trim(), to_account: to.value.trim(),
              currency: currency.value, reference: reference.value };
            // The amount goes as the digits that were typed, never through a floating point number.
            const body = JSON.stringify(words).slice(0, -1) + `,"amount":${plain(worth.value)}}`;
            try {
              await post("/api/v1/transaction", body, { key });
              key = newKey();
              outcome(region, "done", "Booked: ", money(plain(worth.value), currency.value), ".");
              worth.value = "";
              app.refresh();
            } catch (refusal) {
              if (!app.refused(refusal)) outcome(region, "back", refusal.message);
            }
            button.disabled = false;
          }
          return {
            node: el("details", { class: "panel" },
              el("summary", {}, "Move money between accounts here"), form, region),
            offer(rows) {
              const open = rows.filter((row) => !isOwn(row) && row.status === "open");
              customers.replaceChildren(...open.slice(0, ROWS_MAX).map((row) => el("option",
                { value: row.reference || row.iban || row.id },
                `${row.name || ""} ${spelled(row.currency).toUpperCase()}`)));
            },
          };
        }

        /** JSON knows no leading zeros. */
        const plain = (text) => text.replace(/^0+(?=\d)/, "");
        """#
}
