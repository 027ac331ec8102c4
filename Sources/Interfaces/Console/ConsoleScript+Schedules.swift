extension ConsoleScript {
    /// Transfers that the clock makes, and what became of their runs.
    static let schedules = #"""
        import { get } from "./api.js";
        import { el, swap } from "./dom.js";
        import { engineTabs } from "./engine.js";
        import { number } from "./figures.js";
        import { empty, facts, heading, pager, panel, table, tag, time } from "./parts.js";

        const TONES = { active: "done", halted: "back" };

        const rule = (amount) => {
          if (amount.fixed) return number(amount.fixed);
          if (amount.fee) return `fee ${number(amount.fee.flat)} + ${amount.fee.per_mille} \u2030`;
          const { rates, day_count } = amount.interest;
          const newest = rates[rates.length - 1];
          return `${newest.bands.map((band) => band.rate).join(" / ")}, ${day_count}`;
        };

        const every = (row) => {
          if (!row.every) return "once";
          const { days, months, end_of_month } = row.every;
          if (days) return days === 1 ? "every day" : `every ${days} days`;
          const span = months === 1 ? "every month" : `every ${months} months`;
          return end_of_month ? `${span}, on the last day` : span;
        };

        const COLUMNS = [
          { title: "Schedule", class: "what", cell: (row) =>
            el("a", { href: `#/schedules/${row.id}` }, row.id) },
          { title: "State", class: "state", cell: (row) => tag(row.state, TONES[row.state] || "plain") },
          { title: "From, to", class: "detail", cell: (row) =>
            `${row.debit_account_id} \u2192 ${row.credit_account_id}, ledger ${row.ledger}` },
          { title: "How much", class: "detail", cell: (row) => rule(row.amount) },
          { title: "When", class: "detail", cell: every },
          { title: "Next run", class: "age", cell: (row) =>
            row.next_run_at ? time(row.next_run_at) : "\u2013" },
          { title: "Runs", class: "amount", cell: (row) => [number(row.runs_done),
            row.runs_refused ? [" ", tag(`${row.runs_refused} refused`, "back")] : null] },
        ];

        export function schedules(parameters, query) {
          const region = el("div", {});
          const cursor = query.get("cursor") || "";
          return {
            title: "Schedules",
            node: el("div", {}, heading("Schedules"), engineTabs("schedules"), region),
            load: () => get(`/api/v1/schedules?limit=50${cursor ? "&cursor=" + cursor : ""}`),
            draw(found) {
              const rows = found.data || [];
              swap(region, rows.length ? table("Schedules", COLUMNS, rows)
                : empty("The clock makes no transfers."),
                pager(found, (next) => `#/schedules${next ? "?cursor=" + next : ""}`, cursor));
            },
          };
        }

        const RUNS = [
          { title: "Run", class: "amount", cell: (row) => number(row.run) },
          { title: "Day", class: "detail", cell: (row) => row.day },
          { title: "Made", class: "age", cell: (row) => time(row.at) },
          { title: "Outcome", class: "state", cell: (row) => tag(row.outcome.replaceAll("_", " "),
            row.outcome === "posted" ? "done" : row.outcome === "nothing" ? "plain" : "back") },
          { title: "Amount", class: "amount", cell: (row) => number(row.amount) },
          { title: "Transfer", class: "detail", cell: (row) => el("code", {}, row.transfer_id) },
        ];

        export function schedule([id]) {
          const region = el("div", {});
          return {
            title: `Schedule ${id}`,
            node: el("div", {}, heading(`Schedule ${id}`), engineTabs("schedules"), region),
            load: async () => [await get(`/api/v1/schedules/${id}`),
              await get(`/api/v1/schedules/${id}/runs?limit=50`)],
            draw([found, runs]) {
              const { accrued } = found;
              swap(region,
                panel("Terms", facts([
                  ["State", tag(found.state, TONES[found.state] || "plain")],
                  ["From, to", `${found.debit_account_id} \u2192 ${found.credit_account_id}`],
                  ["How much", rule(found.amount)],
                  ["When", `${every(found)}, from ${found.first}, ${found.zone}`],
                  ["Next run", found.next_run_at ? time(found.next_run_at) : "none"],
                  ["Accrued", accrued ? `${accrued.whole} and ${accrued.numerator} / `
                    + accrued.denominator : "nothing"],
                ])),
                panel("Runs", runs.data.length ? table("Runs", RUNS, runs.data)
                  : empty("Nothing has run yet.")));
            },
          };
        }
        """#
}
