extension ConsoleScript {
    /// Exceptions: what somebody must look at, oldest first.
    static let exceptions = #"""
        import { get } from "./api.js";
        import { el, swap } from "./dom.js";
        import { age, sum } from "./figures.js";
        import { badge, empty, heading, idLink, money, panel, reason, table, tag, time }
          from "./parts.js";
        import { openMessage } from "./messages.js";
        import { spelled } from "./words.js";

        const DAY = 86_400;

        const QUEUES = [
          { title: "Outcome unknown", kinds: ["outcome-unknown"],
            hint: "The clearing was asked and has not answered. The money stays held.",
            none: "Every payment has an answer." },
          { title: "Parked money", kinds: ["unapplied-in"],
            hint: "Settled to us, without an account to credit. It is applied or sent back.",
            none: "No money is parked." },
          { title: "In transit", kinds: ["in-transit-out"],
            hint: "Held, sent or accepted, and not settled yet.",
            none: "Nothing is in transit." },
          { title: "Announced", kinds: ["announced"],
            hint: "Named by the clearing; it settles with a cycle.",
            none: "Nothing is announced." },
          { title: "Awaiting confirmation", kinds: ["awaiting-confirmation"],
            hint: "Our yes has left; the credit waits for the clearing\u2019s confirmation.",
            none: "No credit waits for confirmation." },
        ];

        /** What is open, as it stands in the navigation: breaks, silence and parked money. */
        export async function countOpen() {
          const found = await load();
          return found.breaks.length + found.reports.filter((row) => {
            const kind = kindOf(row);
            return kind === "outcome-unknown" || kind === "unapplied-in";
          }).length;
        }

        async function load() {
          const [breaks, reports] = await Promise.all(
            [get("/api/v1/breaks"), get("/api/v1/reports")]);
          return { breaks: breaks.data || [], reports: reports.data || [] };
        }

        const kindOf = (row) => String(row.kind ?? "").replace(/_/g, "-");

        const columns = (app) => [
          { title: "Age", class: "age", cell: (row) => [
            el("b", { "data-tone": Number(row.age_seconds) >= DAY ? "care" : "plain" },
              row.age_seconds === undefined ? "\u2013" : age(row.age_seconds)),
            el("span", { class: "faint kind" }, "since ", time(row.since || row.at))] },
          { title: "What", class: "what", cell: (row) => [subject(row, app),
            row.scheme ? el("span", { class: "faint kind" }, row.scheme) : null] },
          { title: "Detail", class: "detail", cell: detail },
          { title: "Amount", class: "amount", cell: (row) => money(row.amount, row.currency) },
        ];

        function detail(row) {
          if (row.ours && row.theirs) {
            return ["ours ", money(row.ours), ", theirs ", money(row.theirs)];
          }
          return row.state ? [badge(row.state), " ", reason(row.reason)] : row.detail || "";
        }

        const breakColumns = (app) => columns(app).toSpliced(1, 0,
          { title: "Break", class: "state", cell: (row) => tag(spelled(row.kind), "care") });

        // What a row is about: a payment, or where there is none the message itself.
        function subject(row, app) {
          if (row.id || !row.message) return row.id ? idLink(row.id) : "";
          const open = () => openMessage({ id: row.message, type: "Message" }, app);
          return el("button", { type: "button", class: "small", "data-key": row.message,
            on: { click: open } }, "Read the message");
        }

        export function exceptions(parameters, query, app) {
          const region = el("div", { class: "queues" });
          return {
            title: "Exceptions",
            node: el("div", {}, heading("Exceptions"), region),
            load,
            draw({ breaks, reports }) {
              const known = QUEUES.flatMap((queue) => queue.kinds);
              const others = [...new Set(reports.map(kindOf))]
                .filter((kind) => !known.includes(kind));
              const queues = [...QUEUES, ...others.map((kind) => ({
                title: spelled(kind), kinds: [kind], hint: "", none: "" }))];
              swap(region, breakQueue(breaks, app), queues.map((queue) => panelOf(queue,
                reports.filter((row) => queue.kinds.includes(kindOf(row))), app)));
            },
            wants: (event) => /^(payment|break|clock|message)\.|^reconnected$/.test(event.name),
          };
        }

        function breakQueue(rows, app) {
          return panel(title("Breaks", rows),
            el("p", { class: "hint" },
              "Where the clearing\u2019s word and our books differ. Nothing is "
              + "posted until somebody has looked."),
            rows.length ? table("Breaks", breakColumns(app), oldestFirst(rows), { class: "queue" })
              : empty("Our books and the clearing agree."));
        }

        function panelOf(queue, rows, app) {
          return panel(title(queue.title, rows),
            queue.hint ? el("p", { class: "hint" }, queue.hint) : null,
            rows.length ? [table(queue.title, columns(app), oldestFirst(rows), { class: "queue" }),
              sums(rows)]
              : empty(queue.none));
        }

        const title = (words, rows) => [words, rows.length
          ? el("span", { class: "count" }, String(rows.length)) : null];

        const oldestFirst = (rows) => [...rows].sort((one, other) =>
          (Number(other.age_seconds) || 0) - (Number(one.age_seconds) || 0));

        function sums(rows) {
          const currencies = [...new Set(rows.map((row) => row.currency).filter(Boolean))].sort();
          return el("p", { class: "queue-sum" }, "Together ", currencies.map((currency) =>
            el("b", { class: "total" }, money(sum(rows.filter((row) => row.currency === currency)
              .map((row) => row.amount)), currency))));
        }
        """#
}
