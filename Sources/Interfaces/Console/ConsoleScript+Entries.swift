extension ConsoleScript {
    /// What a figure is made of: bookings of an account, payments that have not ended, accounts of a
    /// class; each list with its sum.
    static let entries = #"""
        import { address, get, getText } from "./api.js";
        import { accountName } from "./accounts.js";
        import { el, swap } from "./dom.js";
        import { age, number, sum } from "./figures.js";
        import { badge, empty, heading, idLink, money, panel, table, time } from "./parts.js";
        import { kindWords, roleWords, spelled } from "./words.js";

        const PAGES_MAX = 20;
        const plural = (count, word) => `${number(count)} ${word}${count === 1 ? "" : "s"}`;
        // These stand for no payment: what they are about is a message or a break.
        const WITHOUT_PAYMENT = ["equity_paid_in", "unexplained", "break_resolved", "liquidity"];
        const unsigned = (text) => String(text ?? "").replace(/^-/, "");

        function foot(columns, total, currency) {
          return el("tfoot", { role: "rowgroup" }, el("tr", { role: "row" },
            el("th", { role: "rowheader", scope: "row", colspan: String(columns - 1) }, "Sum"),
            el("td", { role: "cell", class: "amount total" }, money(total, currency))));
        }

        const MOVES = [
          { title: "Booked", class: "when", cell: (row) => time(row.timestamp) },
          { title: "What", class: "what", cell: (row) => [el("span", {}, kindWords(row.kind)),
            row.payment_id && !WITHOUT_PAYMENT.includes(row.kind)
              ? idLink(row.payment_id) : null] },
          { title: "Value date", class: "value-date", cell: (row) => time(row.value_date) },
          { title: "Amount", class: "amount", cell: (row) => money(unsigned(row.amount)) },
        ];

        /**
         * Bookings on one side of an account: between two instants, or of a booking day.
         *
         * The interface gives them newest first from an instant on.
         */
        export function moves([id], query) {
          const path = "/api/v1/accounts/" + encodeURIComponent(id);
          const region = el("div", {});
          const over = el("div", {});
          const [from, to] = ["from", "to"].map((name) => Date.parse(query.get(name) || ""));
          const booked = query.get("booked") || "";
          const isDebit = query.get("side") === "debit";
          const isWanted = (row) => String(row.amount).startsWith("-") === isDebit
            && (!booked || row.booking_date === booked)
            && (Number.isNaN(from) || Date.parse(row.timestamp) >= from);
          const isBehind = (row) => (booked ? row.booking_date < booked
            : Date.parse(row.timestamp) < from);
          return {
            title: "Entries",
            node: el("div", {}, el("p", { class: "crumbs" },
              el("a", { href: "#/accounts/" + encodeURIComponent(id) }, "Account")), over, region),
            async load() {
              const found = await get(path);
              const rows = [];
              let cursor = Number.isNaN(to) ? "" : String(BigInt(to) * 1_000_000n);
              for (let page = 0; page < PAGES_MAX; page += 1) {
                const next = await get(address(path + "/entries", { limit: 1000, cursor }));
                const data = next.data || [];
                rows.push(...data.filter(isWanted));
                cursor = next.next_cursor;
                if (!next.has_more || data.some(isBehind)) {
                  return { found, rows, isWhole: true };
                }
              }
              return { found, rows, isWhole: false };
            },
            draw({ found, rows, isWhole }) {
              swap(over, heading(`${accountName(found)}: ${isDebit ? "debits" : "credits"}`));
              const total = sum(rows.map((row) => unsigned(row.amount)));
              swap(region, panel(rows.length === 1 ? "1 entry" : `${number(rows.length)} entries`, isWhole ? null
                : el("p", { class: "hint" }, "The newest of more; the sum is of these."),
              rows.length ? table("Entries, newest first", MOVES, rows, { class: "entries",
                foot: foot(MOVES.length, total, found.currency) })
                : empty("No entry: the figure is zero.")));
            },
            wants: (event) => /^(transfer|payment|message)\.|^reconnected$/.test(event.name),
          };
        }

        const OPEN = [
          { title: "State", class: "state", cell: (row) => badge(row.state) },
          { title: "Payment", class: "what", cell: (row) => [idLink(row.id),
            row.scheme ? el("span", { class: "faint kind" }, row.scheme) : null] },
          { title: "Since", class: "age", cell: (row) => [time(row.since),
            ` (${age(row.age_seconds)})`] },
          { title: "Amount", class: "amount", cell: (row) => money(row.amount, row.currency) },
        ];
        const SIGNS = { held: -1, in_transit: -1, expected: 1 };

        /** Payments that have not ended; without a figure all that the position will move by. */
        export function openPayments(parameters, query) {
          const region = el("div", {});
          const [scheme, figure] = [query.get("scheme") || "", query.get("figure") || ""];
          return {
            title: figure ? spelled(figure) : "Known payments",
            node: el("div", {}, heading(`${scheme} ${figure ? spelled(figure) : "known payments"}`),
              region),
            load: () => get(address("/api/v1/reports", { scheme, figure })),
            draw(found) {
              const rows = (found.data || []).filter((row) => figure || row.figure)
                .map((row) => (figure || SIGNS[row.figure] > 0 ? row
                  : { ...row, amount: "-" + row.amount }));
              const total = sum(rows.map((row) => row.amount));
              swap(region, panel(plural(rows.length, "payment"), figure ? null
                : el("p", { class: "hint" },
                  "Held and in transit go out, expected comes in: the sum is what the position "
                    + "will move by."),
              rows.length ? table("Payments that have not ended", OPEN, rows, { class: "queue",
                foot: foot(OPEN.length, total, rows[0].currency) })
                : empty("No payment: the figure is zero.")));
            },
            wants: (event) => /^(payment|clock)\.|^reconnected$/.test(event.name),
          };
        }

        /** The accounts of a class in a day's trial balance, each with its entries of the day. */
        export function accountClass([currency, day, name], query) {
          const scheme = query.get("scheme") || "";
          const region = el("div", {});
          const path = `/api/v1/days/${encodeURIComponent(currency)}/${encodeURIComponent(day)}`;
          return {
            title: `${roleWords(name)} ${day}`,
            node: el("div", {}, el("p", { class: "crumbs" }, el("a",
              { href: `#/days/${encodeURIComponent(currency)}/${encodeURIComponent(day)}` },
              `${day} ${currency}`)), heading(`${roleWords(name)} ${scheme}`), region),
            async load() {
              const [text, ended] = await Promise.all([getText(path + "/trial-balance"), get(path)]);
              return { rows: linesOf(text).filter((row) => row.class === name
                && row.scheme === scheme && row.account), closed: ended.closed_at };
            },
            draw({ rows, closed }) {
              swap(region, panel(plural(rows.length, "account"), rows.length
                ? table("Accounts of the class", classColumns(day, closed), rows,
                  { class: "figures", foot: sums(rows, currency) })
                : empty("None.")));
            },
            wants: () => false,
          };
        }

        function linesOf(text) {
          const [head, ...lines] = text.trim().split("\r\n").map((line) => line.split(","));
          return lines.map((line) => Object.fromEntries(head.map((key, place) =>
            [key, line[place] || ""])));
        }

        function classColumns(day, closed) {
          // Entries of the day were booked before it was closed, or with it.
          const to = new Date(Date.parse(closed) + 1000).toISOString();
          const account = (row) => "#/accounts/" + encodeURIComponent(row.account);
          const side = (name) => (row) => el("a", { href: address(account(row) + "/moves",
            { booked: day, side: name, to }) },
          money(row[name + "s"]));
          return [
            { title: "Account", class: "name", cell: (row) => idLink(row.account) },
            { title: "Opening", class: "amount", cell: (row) => money(row.opening) },
            { title: "Debits", class: "amount", cell: side("debit") },
            { title: "Credits", class: "amount", cell: side("credit") },
            { title: "Closing", class: "amount", cell: (row) => el("a", { href:
              address(account(row), { cursor: String(BigInt(Date.parse(to)) * 1_000_000n) }) },
            money(row.closing)) },
          ];
        }

        function sums(rows, currency) {
          return el("tfoot", { role: "rowgroup" }, el("tr", { role: "row" },
            el("th", { role: "rowheader", scope: "row" }, "Sum"),
            ["opening", "debits", "credits", "closing"].map((key) => el("td", { role: "cell",
              class: "amount total", "data-title": spelled(key) },
            money(sum(rows.map((row) => row[key])), currency)))));
        }
        """#
}
