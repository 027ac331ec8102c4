extension ConsoleScript {
    /// Approvals: what waits for a second person, looked at and decided.
    static let approvals = #"""
        import { get, newKey, post } from "./api.js";
        import { el, field, swap } from "./dom.js";
        import { age } from "./figures.js";
        import { empty, facts, heading, idLink, money, outcome, panel, tag, time }
          from "./parts.js";

        const KINDS = { transfer: "Transfer", file: "Payment file",
          resolution: "End of a payment by hand", resumption: "A paused scheme goes on",
          liquidity: "Money between settlement accounts",
          break_resolution: "End of a break",
          application: "Parked money for an account",
          day_closing: "Close of a day with differences" };
        const HELD = { limit: "Above what one person may order",
          repetition: "The same orders came before under another MsgId",
          limit_and_repetition: "Above what one person may order, and the same orders came before",
          always: "An end by hand always needs a second person" };
        const ENDED = [["approved", "Released"], ["refused", "Refused"], ["expired", "Expired"]];

        async function load() {
          const waiting = (await get("/api/v1/approvals")).data || [];
          const shown = await Promise.all(waiting.slice(0, 50).map((row) =>
            get("/api/v1/approvals/" + encodeURIComponent(row.id))));
          const ended = await Promise.all(ENDED.map(async ([state]) =>
            (await get(`/api/v1/approvals?state=${state}&limit=10`)).data || []));
          return { shown, more: waiting.length - shown.length, ended };
        }

        export function approvals(parameters, query, app) {
          const queue = el("div", { class: "queues" });
          const past = el("div", { class: "queues" });
          const said = el("div", {});
          return {
            title: "Approvals",
            node: el("div", {}, heading("Approvals"), said, queue, past),
            load,
            draw({ shown, more, ended }) {
              swap(queue, shown.length ? shown.map((row) => request(row, said, app))
                : empty("Nothing waits for a second person."),
              more > 0 ? el("p", { class: "hint" }, `${more} more wait behind these.`) : null);
              swap(past, ENDED.map(([, words], place) => pastPanel(words, ended[place])));
            },
            wants: (event) => /^(approval|clock)\.|^reconnected$/.test(event.name),
          };
        }

        function facing(row) {
          return facts([
            ["What", row.kind === "resolution"
              ? `The payment was ${row.outcome === "executed" ? "" : "not "}executed`
              : (KINDS[row.kind] || row.kind)
                + (row.outcome ? `: ${row.outcome.replace(/_/g, " ")}` : "")],
            ["Held because", HELD[row.held_for] || row.held_for],
            ["Repeats", row.repeats ? idLink(row.repeats) : null],
            ["About", idLink(row.subject)],
            ["Amount", row.amount ? money(row.amount, row.currency) : null],
            ["Differs", (row.differences || []).length
              ? row.differences.map((each) => el("div", {},
                [each.kind, each.scheme, each.day, "ours", each.ours, "theirs",
                  each.theirs === null ? "none" : each.theirs].filter((part) => part).join(" ")))
              : null],
            ["Sums", (row.sums || []).length > 1
              ? row.sums.map((sum) => el("div", {}, money(sum.amount, sum.currency))) : null],
            ["Payments", row.kind === "file" ? String(row.payments) : null],
            ["From", row.from_account ? idLink(row.from_account) : null],
            ["To", row.to_account ? idLink(row.to_account) : null],
            [row.kind === "resolution" ? "How that is known"
              : ["resumption", "liquidity"].includes(row.kind) ? "Why" : "Reference", row.text],
            ["Asked for by", row.requested_by_name || "nobody: it came in a folder"],
            ["Since", [time(row.requested_at), ` (${age(row.age_seconds)})`]],
            ["Until", time(row.expires)],
            ["Content", el("code", {}, row.content)],
          ]);
        }

        function request(row, said, app) {
          const why = el("input", { id: "why-" + row.id, type: "text", maxlength: "500" });
          const region = el("div", {});
          const key = newKey();
          async function decide(verb) {
            if (verb === "refuse" && !why.value.trim()) {
              outcome(region, "back", "A refusal needs a reason.");
              why.focus();
              return;
            }
            for (const button of buttons) button.disabled = true;
            try {
              const body = { content: row.content };
              if (why.value.trim()) body.reason = why.value.trim();
              const done = await post(
                `/api/v1/approvals/${encodeURIComponent(row.id)}/${verb}`, body,
                { key: key + verb });
              outcome(said, done.state === "approved" ? "done" : "back",
                `${KINDS[row.kind] || row.kind}: ${done.state}`,
                done.result ? `, ${done.result.replace(/_/g, " ")}.` : ".");
              app.refresh();
            } catch (refusal) {
              if (!app.refused(refusal)) outcome(region, "back", refusal.message);
            }
            for (const button of buttons) button.disabled = false;
          }
          const buttons = [
            el("button", { type: "button", class: "primary",
              on: { click: () => decide("approve") } }, "Release"),
            el("button", { type: "button", on: { click: () => decide("refuse") } }, "Refuse"),
          ];
          return panel(KINDS[row.kind] || row.kind, facing(row),
            field("Reason", why, "Needed where it is refused."),
            el("p", { class: "choices" }, buttons), region);
        }

        function pastPanel(words, rows) {
          return panel(words, rows.length ? el("ul", {}, rows.map((row) => el("li", {},
            tag(KINDS[row.kind] || row.kind, "plain"), " ", idLink(row.subject), " ",
            row.amount ? money(row.amount, row.currency) : null, " ", time(row.decided_at),
            row.decided_by_name ? ` by ${row.decided_by_name}` : "",
            row.requested_by_name ? `, asked for by ${row.requested_by_name}` : "")))
            : empty("None."));
        }
        """#
}
