extension ConsoleStyle {
    /// The parts of pages: panels, forms, tables, tiles, timelines.
    static let parts = #"""
        .panel { padding: 1.15rem 1.25rem 1.25rem; background: var(--surface);
          border: 1px solid var(--rule); border-radius: 12px; }
        .panel > h2 { display: flex; align-items: center; gap: 0.5rem; margin-bottom: 0.75rem; }
        .panel > h2 + .hint { margin: -0.5rem 0 0.8rem; max-width: 46rem; }
        .panel.care { margin-bottom: var(--gap); border-color: color-mix(in srgb, var(--care) 45%,
          var(--rule)); background: color-mix(in srgb, var(--care-wash) 45%, var(--surface)); }
        .panel.problem { max-width: 38rem; }
        .panel.problem > * + * { margin-top: 0.6rem; }
        .columns { display: grid; grid-template-columns: minmax(0, 1.75fr) minmax(17rem, 1fr);
          gap: var(--gap); align-items: start; }
        .columns.is-even { grid-template-columns: minmax(0, 1fr) minmax(0, 1.35fr); }
        .columns > *, .stack > * { min-width: 0; }
        .stack, .queues { display: grid; gap: var(--gap); }
        .queues + .queues { margin-top: var(--gap); }
        .choices { display: flex; gap: 0.6rem; margin-top: 0.7rem; }
        .empty { padding: 1.1rem 0 0.6rem; color: var(--soft); text-align: center; }
        .more { margin-top: 0.9rem; }
        .outcome { margin: 0.75rem 0; padding: 0.6rem 0.85rem; border-radius: 8px;
          border-left: 3px solid currentColor; }
        .outcome:first-child { margin-top: 0.75rem; }
        .page > .outcome { margin: 0 0 1rem; }
        .page.is-broken > :not(:has(h1), h1, .problem) { display: none; }

        [data-tone="moving"] { --tone: var(--moving); --wash: var(--moving-wash); }
        [data-tone="care"] { --tone: var(--care); --wash: var(--care-wash); }
        [data-tone="done"] { --tone: var(--done); --wash: var(--done-wash); }
        [data-tone="back"] { --tone: var(--back); --wash: var(--back-wash); }
        [data-tone="plain"] { --tone: var(--soft); --wash: var(--paper); }
        .badge, .tag { display: inline-flex; align-items: center; gap: 0.4rem; white-space: nowrap;
          color: var(--tone, var(--soft)); font-weight: 580; }
        .tag { padding: 0.05rem 0.5rem; border-radius: 5px; background: var(--wash, var(--paper));
          font-size: 0.7813rem; }
        .outcome[data-tone] { color: var(--tone); background: var(--wash); }
        b[data-tone] { color: var(--tone); }
        b[data-tone="plain"] { color: inherit; }
        .reason { color: var(--soft); font-size: 0.8438rem; }
        .reason code { padding: 0.05rem 0.3rem; border-radius: 4px; background: var(--paper);
          color: var(--ink); }

        .money { white-space: nowrap; font-weight: 560; }
        .money.is-zero { color: var(--soft); font-weight: 400; }
        .money .currency { color: var(--soft); font-size: 0.8em; font-weight: 400; }
        .money.is-large { font-size: 2rem; line-height: 1.2; letter-spacing: -0.015em;
          font-weight: 600; }
        .money.is-large .currency { font-size: 1rem; }
        /* The double rule that closes an account. */
        .total .money, b.total { padding: 0.1em 0 0.15em; border-top: 1px solid var(--ink);
          border-bottom: 3px double var(--ink); }
        b.total .money { padding: 0; border: 0; }

        /* Forms and buttons. */
        button, .button { display: inline-flex; align-items: center; justify-content: center;
          gap: 0.4rem;
          min-height: 2.4rem; padding: 0.4rem 0.95rem; border: 1px solid var(--rule-strong);
          border-radius: 8px; background: var(--raised); color: var(--ink); font: inherit;
          font-weight: 560; text-decoration: none; cursor: pointer; }
        button:hover, .button:hover { border-color: var(--accent); color: var(--accent); }
        button:disabled { opacity: 0.55; cursor: progress; }
        button.primary { background: var(--accent); border-color: var(--accent);
          color: var(--accent-ink); }
        button.small { min-height: 1.9rem; padding: 0.15rem 0.6rem; font-size: 0.8438rem; }
        .quiet { min-height: 0; padding: 0.25rem; border: 0; background: none; color: var(--soft);
          vertical-align: middle; display: inline-flex; }
        .quiet .icon { width: 1rem; height: 1rem; }
        input, select, textarea { width: 100%; min-height: 2.4rem; padding: 0.4rem 0.7rem;
          border: 1px solid var(--rule-strong); border-radius: 8px; background: var(--raised);
          color: var(--ink); font: inherit; }
        input[type="radio"] { width: 1.1rem; min-height: 1.1rem; height: 1.1rem; margin: 0.2rem 0 0;
          accent-color: var(--accent); }
        input::placeholder { color: var(--soft); opacity: 0.75; }
        .figure-input { text-align: right; font-weight: 560; }
        .field { display: grid; gap: 0.25rem; }
        label, legend { font-size: 0.8438rem; font-weight: 560; }
        .filters { display: flex; flex-wrap: wrap; align-items: end; gap: 0.75rem;
          margin-bottom: 1rem; }
        .filters .field { width: 15rem; }
        .chip { display: inline-flex; gap: 0.5rem; align-items: center; min-height: 2.4rem;
          padding: 0 0.8rem; border-radius: 8px; background: var(--accent-wash); }
        .chip a { padding: 0.2rem 0.3rem; font-size: 1.1rem; line-height: 1;
          text-decoration: none; }
        .line { display: flex; align-items: end; gap: 0.6rem; }
        .line .field { flex: 1; }
        .grid-form { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
          align-items: end; gap: 0.85rem; margin-top: 1rem; }
        summary { cursor: pointer; font-weight: 620; }
        .panel form:not(.line, .grid-form) { display: grid; gap: 0.9rem; margin-top: 0.9rem; }
        .panel form > button { justify-self: start; }
        fieldset { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr));
          gap: 0.5rem; }
        legend { margin-bottom: 0.35rem; }
        .choice { display: flex; gap: 0.65rem; padding: 0.7rem 0.85rem; border-radius: 8px;
          border: 1px solid var(--rule-strong); background: var(--raised); font-weight: 400;
          cursor: pointer; }
        .choice:has(:checked) { border-color: var(--accent);
          box-shadow: inset 0 0 0 1px var(--accent); }
        .choice b, .choice .hint { display: block; }

        /* Tables. */
        .scroll { overflow-x: auto; margin: 0 -0.4rem; }
        table { width: 100%; border-collapse: collapse; }
        th { color: var(--soft); font-size: 0.7813rem; font-weight: 560; text-align: left;
          white-space: nowrap; }
        th, td { padding: 0.55rem 0.4rem; border-bottom: 1px solid var(--rule);
          vertical-align: top; }
        thead th { padding-top: 0; }
        tbody tr:last-child td { border-bottom-color: transparent; }
        table.cards tbody tr:hover { background: color-mix(in srgb, var(--accent-wash) 45%,
          transparent); }
        tfoot td, tfoot th { padding-top: 0.7rem; border: 0; }
        td.amount, th.amount { text-align: right; white-space: nowrap; padding-left: 0.9rem; }
        td.when, td.value-date { white-space: nowrap; color: var(--soft); }
        td.state .reason, .kind { display: block; font-size: 0.8125rem; font-weight: 400; }
        td.what > * { display: block; }
        td.parties { min-width: 9rem; overflow-wrap: anywhere; }
        .id { font-size: 0.8438rem; overflow-wrap: anywhere; }
        .id.is-short { white-space: nowrap; }
        td a:has(> code) { text-decoration: none; }
        td a:has(> code):hover { text-decoration: underline; }
        .is-fresh td { animation: fresh 2.4s ease-out; }
        @keyframes fresh { from { background: var(--accent-wash); } }
        .pager { display: flex; gap: 0.6rem; margin-top: 1rem; }

        /* Facts. */
        .facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr));
          gap: 0.85rem 1.5rem; }
        .facts dt, .figures dt { color: var(--soft); font-size: 0.7813rem; }
        .facts dd { overflow-wrap: anywhere; }
        .facts.is-tight { grid-template-columns: 1fr; gap: 0.3rem; }
        .facts.is-tight > div { display: flex; justify-content: space-between; gap: 1rem; }
        .facts.is-tight dt { font-size: inherit; }
        .figures { display: flex; flex-wrap: wrap; align-items: end; gap: 0.75rem 2.25rem; }
        .summary { display: grid; gap: 0.6rem; margin-bottom: var(--gap); padding-bottom: 1.25rem;
          border-bottom: 3px double var(--rule-strong); }
        .summary > .facts, .summary > .figures + .facts { margin-top: 0.6rem; }
        .worth { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1.25rem; }
        .worth .badge { padding: 0.2rem 0.75rem; border-radius: 2rem; background: var(--wash); }
        .who { font-size: 1.0625rem; }

        /* Today. */
        .counts { margin-bottom: var(--gap); border: 1px solid var(--rule); border-radius: 12px;
          background: var(--surface); overflow: hidden; }
        .mix { display: flex; gap: 2px; height: 5px; }
        .mix i { min-width: 6px; background: var(--tone); transition: flex-grow 0.5s; }
        .tiles { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 1px;
          background: var(--rule); }
        .tile { padding: 1rem 1.25rem 1.1rem; background: var(--surface); }
        .tile h2 { color: var(--tone); }
        .tile .figure { margin: 0.1rem 0 0.35rem; font: 500 2.35rem/1.15 var(--sans);
          letter-spacing: -0.02em; }
        .tile[data-zero] .figure { color: var(--soft); font-weight: 400; }
        .tile li a { display: flex; justify-content: space-between; gap: 0.75rem;
          padding: 0.22rem 0;
          color: inherit; text-decoration: none; font-size: 0.875rem; }
        .tile li a:hover { color: var(--accent); text-decoration: underline; }
        .clock { font-size: 1.0625rem; font-weight: 560; }
        .clock + .line { margin-top: 0.85rem; }
        .feed li { display: grid; grid-template-columns: 4.3rem minmax(0, 1fr); gap: 0.6rem;
          padding: 0.3rem 0; font-size: 0.875rem; border-bottom: 1px solid var(--rule); }
        .feed li:last-child { border-bottom: 0; }
        .feed time { color: var(--soft); }
        .feed span { overflow-wrap: anywhere; }
        .feed li[data-tone]:not([data-tone="plain"]) span::first-line { color: var(--tone); }
        .components { display: grid; gap: 0.45rem; margin-top: 0.9rem; padding-top: 0.9rem;
          border-top: 1px solid var(--rule); }
        .components li { display: flex; flex-wrap: wrap; align-items: baseline;
          gap: 0.2rem 0.6rem; }

        /* One payment. */
        .timeline { padding-left: 1.6rem; }
        .timeline li { position: relative; padding-bottom: 1.15rem; }
        .timeline li:last-child { padding-bottom: 0; }
        .timeline li:not(:last-child)::after { content: ""; position: absolute; left: -1.26rem;
          inset-block: 1.35rem -0.3rem; width: 2px; background: var(--rule-strong); }
        .timeline li::before { content: ""; position: absolute; left: -1.6rem; top: 0.4rem;
          width: 0.8rem;
          height: 0.8rem; border: 2.5px solid var(--tone); border-radius: 50%;
          background: var(--surface); }
        .timeline li[aria-current]::before { background: var(--tone);
          box-shadow: 0 0 0 4px var(--wash); }
        .step { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; }
        .step b { color: var(--tone); }
        .step time { color: var(--soft); font-size: 0.8438rem; }
        .sequence { color: var(--soft); font-size: 0.75rem; }
        .journal td { padding-block: 0.2rem; border: 0; }
        .tree, .tree ul { list-style: none; padding-left: 0; }
        .tree ul { padding-left: 1.5rem; }
        .tree li { padding: 0.25rem 0; }
        .journal .note td { padding-top: 0.7rem; color: var(--soft); font-size: 0.8125rem; }
        .journal .note div { display: flex; flex-wrap: wrap; align-items: baseline;
          gap: 0.2rem 0.8rem; }
        .journal .credit td { padding-bottom: 0.75rem; border-bottom: 1px solid var(--rule); }
        .journal .credit td:first-child { padding-left: 1.75rem; }
        .journal .note .tag { margin-left: auto; }
        .journal tbody:not([data-status="posted"]) .money { font-weight: 400; font-style: italic; }
        .journal tbody[data-status="voided"] tr:not(.note) { opacity: 0.6;
          text-decoration: line-through; }
        .messages { margin: 0 -0.6rem -0.5rem; }
        .messages .row { display: grid; grid-template-columns: minmax(0, 1fr) auto auto;
          gap: 0.3rem 1rem;
          align-items: baseline; width: 100%; padding: 0.5rem 0.6rem; border: 0; background: none;
          color: inherit; font-weight: 400; text-align: left; }
        .messages .row:hover { background: var(--accent-wash); }
        .messages li + li { border-top: 1px solid var(--rule); }
        .message-type { display: flex; flex-wrap: wrap; gap: 0 0.75rem; align-items: baseline; }
        .messages time { color: var(--soft); font-size: 0.8438rem; }
        .read { color: var(--accent); font-weight: 560; }
        .sheet { width: min(56rem, calc(100vw - 2rem)); max-height: calc(100vh - 3rem); padding: 0;
          border: 1px solid var(--rule-strong); border-radius: 14px; background: var(--surface);
          color: var(--ink); box-shadow: 0 24px 80px rgb(0 0 0 / 35%); overflow: hidden; }
        .sheet[open] { display: flex; flex-direction: column; }
        .sheet::backdrop { background: rgb(10 14 15 / 50%); }
        .sheet header { display: flex; align-items: center; gap: 0.5rem; padding: 0.9rem 1.1rem;
          border-bottom: 1px solid var(--rule); }
        .sheet header > div { flex: 1; min-width: 0; overflow-wrap: anywhere; }
        .sheet .quiet { padding: 0.5rem; }
        .sheet .quiet .icon { width: 1.2rem; height: 1.2rem; }
        .sheet-body { overflow: auto; padding: 1rem 1.1rem 1.4rem; }
        .xml { margin: 0; font-size: 0.8438rem; }
        .xml-tag { color: var(--soft); }
        .xml-tag b { color: var(--moving); font-weight: 400; }
        .xml-attributes { color: var(--care); }
        .xml-text { color: var(--ink); font-weight: 600; }

        /* The day at a glance. */
        .plot { display: block; width: 100%; height: auto; margin-top: 0.75rem; }
        .calendar { margin-top: 0.5rem; line-height: 1.9; }

        /* Queues. */
        .tabs { display: flex; flex-wrap: wrap; gap: 0.4rem 1.1rem; margin-bottom: 1rem; }
        .tabs a[aria-current] { font-weight: 650; }
        .filters.many .field { width: 8.5rem; flex: 0 1 8.5rem; }
        td.choice, th.choice { width: 2rem; }
        .field[hidden] { display: none; }

        .stack + .counts { margin-top: var(--gap); }
        .page > .panel + .panel, .page > div + .panel, .page > div + div > .panel,
        .page > form + div > .panel, .page > div > .panel + .panel { margin-top: var(--gap); }
        .filters.many input, .filters.many select { min-width: 0; width: 100%; }

        /* Both sides of a clearing's day. */
        table.sides { table-layout: fixed; }
        table.sides td, table.sides th { width: 18%; }
        table.sides .ours, table.sides .theirs { width: 26%; }
        table.sides .age, table.sides .name { width: 12%; }
        table.sides .is-left { background: var(--care-wash); }
        table.sides .entry { overflow-wrap: anywhere; }
        table.sides .entry + .entry { margin-top: 0.5rem; }
        .facts dd a:has(.money), td a:has(.money) { text-decoration-color: var(--rule-strong); }

        /* Accounts and files. */
        .book + .book { margin-top: 1.75rem; }
        .book + details, .books + details, details.panel { margin-top: var(--gap); }
        .book-title { margin-bottom: 0.5rem; font: 500 1.35rem/1.3 var(--serif); }
        td.name, td.counter { overflow-wrap: anywhere; }
        td.name > .tag { display: inline-block; margin-top: 0.15rem; }
        .flow b { font-weight: 570; }
        td.iban { white-space: nowrap; }
        td.held, td.available { color: var(--soft); }
        td.held .money, td.available .money { font-weight: 400; }
        .zero-sum { padding: 0.95rem 1.25rem; border-radius: 12px; background: var(--wash);
          color: var(--tone); }
        .zero-sum dl > div { display: flex; justify-content: space-between; gap: 1rem;
          padding: 0.12rem 0; }
        .zero-sum dl > div:last-child { margin-top: 0.25rem; font-weight: 650; }
        .zero-sum .money { color: inherit; }
        .zero-sum .total .money { border-color: currentColor; font-weight: 650; }
        .zero-sum .hint { margin-top: 0.5rem; }
        .drop { margin-bottom: var(--gap); border-style: dashed; border-color: var(--rule-strong); }
        .drop.is-over { border-color: var(--accent); background: var(--accent-wash); }
        .drop-label { display: grid; justify-items: center; gap: 0.35rem; padding: 1.5rem 1rem;
          border-radius: 8px; font-weight: 400; font-size: inherit; text-align: center;
          cursor: pointer; }
        .drop-label .icon { width: 1.9rem; height: 1.9rem; color: var(--accent); }
        .drop-label b { color: var(--accent); }
        .drop:has(input:focus-visible) .drop-label { outline: 2.5px solid var(--accent); }
        .uploads li { display: flex; flex-wrap: wrap; justify-content: space-between;
          gap: 0.3rem 1rem;
          padding: 0.6rem 0; border-top: 1px solid var(--rule); }
        .upload-name { overflow-wrap: anywhere; }
        .upload-answer { display: flex; flex-wrap: wrap; align-items: baseline;
          gap: 0.2rem 0.8rem; }
        .queue-sum { display: flex; gap: 1.25rem; justify-content: flex-end; align-items: baseline;
          margin-top: 0.6rem; color: var(--soft); }
        .queue-sum b { color: var(--ink); }

        @media (max-width: 70rem) {
          .columns, .columns.is-even { grid-template-columns: minmax(0, 1fr); }
          .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); }
        }
        @media (max-width: 40rem) {
          .panel { padding: 1rem; }
          .tile { padding: 0.8rem 0.9rem; }
          .tile .figure { font-size: 1.9rem; }
          .filters .field { flex: 1 1 12rem; width: auto; }
          .money.is-large { font-size: 1.7rem; }
          table.cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
            clip-path: inset(50%); }
          table.cards, table.cards tbody, table.cards tfoot { display: block; }
          table.cards tr { display: grid; grid-template-columns: minmax(0, 1fr) auto;
            gap: 0.1rem 0.9rem;
            padding: 0.7rem 0.4rem; border-bottom: 1px solid var(--rule); }
          table.cards tbody tr:last-child, table.cards tfoot tr { border-bottom: 0; }
          table.cards td, table.cards tfoot th { padding: 0; border: 0; text-align: left; }
          table.cards td.amount { text-align: right; padding: 0; }
          table.cards tr > * { grid-area: var(--place, auto); }
          table.cards tbody .amount { justify-self: end; }
          table.cards .when, table.cards .after { justify-self: end; text-align: right; }
          table.cards .what > * { display: inline; margin-right: 0.6rem; }
          table.payments tbody tr {
            grid-template-areas: "parties amount" "state when" "what what"; }
          table.entries tbody tr { grid-template-areas: "what amount" "counter after" "when when"; }
          table.queue tbody tr { grid-template-areas: "state state" "what amount" "age age"
            "name name" "detail detail"; }
          table.sides tbody tr { grid-template-areas: "ours theirs" "state state" "name age"; }
          table.sides td, table.sides .ours, table.sides .theirs, table.sides .age,
          table.sides .name { width: auto; }
          table.sides tbody .ours { --place: ours; }
          table.sides tbody .theirs { --place: theirs; text-align: right; }
          table.sides td.ours::before, table.sides td.theirs::before { display: block;
            content: attr(data-title); color: var(--soft); font-size: 0.7813rem; }
          table.sides tr { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
          table.accounts tbody tr { grid-template-areas: "name amount" "iban iban"
            "held available"; }
          table.files tbody tr { grid-template: "what what when" "state state state"
            "payments accepted rejected" / 1fr 1fr 1fr; }
          table.cards.figures tr { grid-template-columns: minmax(0, 1fr); }
          table.figures tbody tr > * { --place: auto; }
          table.cards.figures td.amount { display: flex; justify-content: space-between;
            justify-self: stretch; align-items: baseline; --place: auto; }
          table.cards.figures td.amount::before { content: attr(data-title);
            color: var(--soft); }
          .parties { --place: parties; }
          .state { --place: state; }
          .when { --place: when; }
          .what { --place: what; }
          .counter { --place: counter; }
          .after { --place: after; }
          .age { --place: age; }
          .detail { --place: detail; }
          .name { --place: name; }
          .iban { --place: iban; }
          .held { --place: held; }
          .available { --place: available; }
          .accepted { --place: accepted; }
          .rejected { --place: rejected; }
          .count-of { --place: payments; }
          tbody .amount:not(.after, .held, .available, .accepted, .rejected, .count-of)
            { --place: amount; }
          table.entries .when { justify-self: start; }
          table.entries .value-date { display: none; }
          table.accounts .held, table.accounts .available, table.files td.amount,
          table.entries .after, table.entries .when { font-size: 0.8125rem; color: var(--soft); }
          table.accounts tbody .held, table.files tbody .amount { justify-self: start; }
          table.accounts td.held::before, table.accounts td.available::before,
          table.files td.amount::before, table.entries td.after::before
            { content: attr(data-title) " "; color: var(--soft); }
          .after .money { font-weight: 400; }
          .facts { grid-template-columns: repeat(2, minmax(0, 1fr)); }
          .facts.is-tight { grid-template-columns: 1fr; }
          .facts > div:has(.quiet) { grid-column: 1 / -1; }
          .uploads li { display: grid; }
          .sheet { width: 100vw; max-width: 100vw; height: 100dvh; max-height: 100dvh; border: 0;
            border-radius: 0; }
          .messages .row { grid-template-columns: minmax(0, 1fr) auto; }
          .messages .read { display: none; }
        }
        """#
}
