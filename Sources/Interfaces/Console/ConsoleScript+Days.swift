extension ConsoleScript {
    /// Days: those that are closed or held up, and what each comes to.
    static let days = #"""
        import { get } from "./api.js";
        import { el, swap } from "./dom.js";
        import { age } from "./figures.js";
        import { empty, facts, heading, money, pager, panel, table, tag, time } from "./parts.js";
        import { roleWords, spelled, stateWords } from "./words.js";

        const wants = (event) => /^(day|clock|scheme|payment)\.|^reconnected$/.test(event.name);
        const hrefOf = (row) => `#/days/${row.currency}/${row.day}`;
        const statusTag = (row) => tag(spelled(row.status), row.status === "closed"
          ? "done" : "care");

        const COLUMNS = [
          { title: "Day", class: "what", cell: (row) => el("a", { href: hrefOf(row) },
            `${row.day} ${row.currency}`) },
          { title: "Status", class: "state", cell: statusTag },
          { title: "When", class: "age", cell: (row) => (row.closed_at
            ? time(row.closed_at) : "") },
          { title: "By", class: "detail", cell: (row) => row.accepted_by || row.closed_by },
          { title: "Differences", class: "amount", cell: (row) =>
            String((row.differences || []).length) },
        ];

        const left = (row, member) => money(row[member], row.currency);
        const POSITION_COLUMNS = [
          { title: "Scheme", class: "what", cell: (row) => [row.name,
            row.state === "open" ? null : tag(spelled(row.state), "care"),
            row.below_floor ? tag("Below its floor", "care") : null] },
          { title: "Settled", class: "amount", cell: (row) => left(row, "settled") },
          { title: "Held", class: "amount", cell: (row) => left(row, "held") },
          { title: "Left", class: "amount", cell: (row) => left(row, "left") },
          { title: "Needed", class: "amount", cell: (row) => left(row, "needed") },
          { title: "Announced", class: "amount", cell: (row) => left(row, "announced") },
          { title: "Will be", class: "amount", cell: (row) => left(row, "projected") },
          { title: "Until", class: "age", cell: (row) => [time(row.until),
            ` (${age(row.until_seconds)})`] },
        ];

        export function days(parameters, query) {
          const cursor = query.get("cursor") || "";
          const region = el("div", {});
          const positions = el("div", {});
          const hrefWith = (next) => "#/days" + (next ? "?cursor=" + encodeURIComponent(next) : "");
          return {
            title: "Days",
            node: el("div", {}, heading("Days"), positions, region),
            async load() {
              const [found, schemes] = await Promise.all([
                get("/api/v1/days?limit=50"
                  + (cursor ? "&cursor=" + encodeURIComponent(cursor) : "")),
                get("/api/v1/schemes")]);
              return { found, schemes: schemes.data || [] };
            },
            draw({ found, schemes }) {
              swap(positions, schemes.length ? panel("Positions with clearings",
                table("Positions with clearings", POSITION_COLUMNS, schemes,
                  { class: "figures" })) : null);
              const rows = found.data || [];
              swap(region, rows.length
                ? [table("Days", COLUMNS, rows), pager(found, hrefWith, cursor)]
                : empty("No day has ended yet.", "qenex-cli day close EUR closes one."));
            },
            wants,
          };
        }

        const amountColumn = (title, member) => ({ title, class: "amount",
          cell: (row) => money(row[member]) });
        const className = (row) => roleWords(row.class) + (row.scheme ? " " + row.scheme : "");

        const classHref = (row) => `${hrefOf(row)}/${encodeURIComponent(row.class)}`
          + (row.scheme ? "?scheme=" + encodeURIComponent(row.scheme) : "");
        const classColumn = (title, member) => ({ title, class: "amount",
          cell: (row) => el("a", { href: classHref(row) }, money(row[member])) });

        const BALANCE_COLUMNS = [
          { title: "Class", class: "name", cell: (row) => [el("a", { href: classHref(row) }, className(row)),
            el("span", { class: "faint kind" }, `${row.accounts} account`
              + (row.accounts === 1 ? "" : "s"))] },
          classColumn("Opening", "opening"), classColumn("Debits", "debits"),
          classColumn("Credits", "credits"), classColumn("Closing", "closing"),
        ];
        const DIFFERENCE_COLUMNS = [
          { title: "Difference", class: "what", cell: (row) => [spelled(row.kind),
            row.scheme ? el("a", { class: "kind", href:
              `#/reconciliation/${encodeURIComponent(row.scheme)}/${row.day}` }, row.scheme)
              : null] },
          amountColumn("Ours", "ours"), amountColumn("Theirs", "theirs"),
        ];
        const OPEN_COLUMNS = [
          { title: "Not settled", class: "what", cell: (row) => [stateWords(row.state),
            row.scheme ? el("span", { class: "faint kind" }, row.scheme) : null] },
          { title: "Payments", class: "amount", cell: (row) => el("a",
            { href: "#/payments?state=" + row.state }, String(row.payments)) },
          amountColumn("Amount", "amount"),
        ];

        const SIGNED_COLUMNS = [
          { title: "By", class: "what", cell: (row) => [row.name, row.by_name
            ? el("span", { class: "faint kind" }, row.by_name) : null] },
          { title: "When", class: "age", cell: (row) => time(row.at, { exact: true }) },
          { title: "Hash", class: "detail", cell: (row) => el("code", { class: "id" },
            row.sha256.slice(0, 16) + "\u2026") },
        ];

        export function day([currency, date]) {
          const region = el("div", { class: "stack" });
          const path = `/api/v1/days/${encodeURIComponent(currency)}/${encodeURIComponent(date)}`;
          return {
            title: `${date} ${currency}`,
            node: el("div", {}, heading(`${date} ${currency}`), region),
            load: () => get(path),
            draw(found) { swap(region, parts(found, path)); },
            wants,
          };
        }

        function parts(found, path) {
          const rows = (found.trial_balance || [])
            .map((row) => ({ ...row, currency: found.currency, day: found.day }));
          return [
            panel("How it ended", facts([
              ["Status", statusTag(found)],
              ["Closed", found.closed_at ? time(found.closed_at, { exact: true }) : null],
              ["By", found.closed_by], ["In entry", String(found.closed_in)],
              ["Answered for by", found.accepted_by], ["Reason", found.reason],
            ])),
            listOf("Differences", DIFFERENCE_COLUMNS, found.differences,
              "The clearing\u2019s statement and our books agree."),
            listOf("Declared open", OPEN_COLUMNS, found.open, "Everything of the day has settled."),
            panel("Trial balance", rows.length
              ? [table("Trial balance", BALANCE_COLUMNS, rows, { class: "figures",
                foot: foot(found.total) }),
                el("p", { class: "more" }, el("a", { href: `${path}/trial-balance`,
                  download: `${found.currency}-${found.day}.csv` }, "Every account, as CSV"), " ",
                el("a", { href: `${path}/trial-balance/html`, target: "_blank" },
                  "Page to print and sign")),
                el("p", { class: "hint" }, "SHA-256 ", el("code", { class: "id" },
                  found.trial_balance_sha256))]
              : empty("Not written yet.")),
            schemes(found),
            rows.length ? listOf("Signed", SIGNED_COLUMNS, found.signatures,
              "Nobody has signed it yet. "
                + `qenex-cli day sign ${found.currency} ${found.day} --name NAME signs it.`) : null,
            found.safeguarding ? panel("Safeguarding", safeguarding(found)) : null,
          ];
        }

        function schemes({ trial_balance: rows, day }) {
          const names = [...new Set((rows || []).map((row) => row.scheme).filter(Boolean))];
          return names.length ? panel("Clearing\u2019s statement and our entries",
            el("p", {}, names.flatMap((name) => [el("a",
              { href: `#/reconciliation/${encodeURIComponent(name)}/${day}` }, name), " "])))
            : null;
        }

        const listOf = (title, columns, rows, none) => panel(title, rows && rows.length
          ? table(title, columns, rows, { class: "figures" }) : empty(none));

        function foot(total) {
          return el("tfoot", { role: "rowgroup" }, el("tr", { role: "row" },
            el("th", { role: "rowheader", scope: "row" }, "Total"),
            ["Opening", "Debits", "Credits", "Closing"].map((title) =>
              el("td", { role: "cell", class: "amount total", "data-title": title },
                money(total[title.toLowerCase()])))));
        }

        function safeguarding({ safeguarding: figure, currency, day }) {
          const of = (name, value) => el("a", { href: `#/days/${currency}/${day}/${name}` },
            money(value, currency));
          return facts([
            ["Customers\u2019 credit balances", of("customer", figure.customers)],
            ["In transit", of("in-transit-out", figure.in_transit_out)],
            ["Parked", of("unapplied-in", figure.unapplied_in)],
            ["Owed", money(figure.owed, currency)],
            ["Settlement accounts", of("settlement", figure.settlement)],
            ["Over (under)", money(figure.difference, currency)],
          ]);
        }
        """#
}
