extension ConsoleScript {
    /// The day at a glance: positions, cut-offs, queues and the schemes' days.
    static let glance = #"""
        import { address, get } from "./api.js";
        import { el, swap } from "./dom.js";
        import { age, number } from "./figures.js";
        import { facts, money, panel, tag, time } from "./parts.js";
        import { spelled } from "./words.js";

        /** A region that `drawGlance` fills with what `loadGlance` has read. */
        export const loadGlance = () => get("/api/v1/today");

        export function drawGlance(region, found) {
          swap(region, queuesOf(found.queues || []),
            (found.schemes || []).map((scheme) => schemePanel(scheme, found)));
        }

        function queuesOf(rows) {
          return el("nav", { class: "tabs", "aria-label": "Queues" }, rows.map((row) =>
            el("a", { href: "#/queues/" + row.queue }, spelled(row.queue), " ",
              el("span", { class: "count" }, number(row.count)))));
        }

        function schemePanel(row, { now, started_at: start }) {
          const theme = document.documentElement.dataset.theme || "";
          // A browser reads a picture again where its address is another one.
          const source = `/api/v1/today/${encodeURIComponent(row.name)}/plot`
            + `?at=${encodeURIComponent(now)}` + (theme ? `&theme=${theme}` : "");
          const link = (words, to) => el("a", { href: to }, words);
          const worth = (value) => money(value, row.currency);
          // Each figure leads to a list whose sum it is.
          const account = "#/accounts/" + encodeURIComponent(row.account);
          const moves = (side) => address(account + "/moves", { from: start, side });
          const open = (figure) => address("#/open", { scheme: row.name, figure });
          return panel(`${row.name} today`, facts([
            ["Opening", link(worth(row.opening), address(account,
              { cursor: String(BigInt(Date.parse(start)) * 1_000_000n) }))],
            ["In", link(worth(row.received), moves("debit"))],
            ["Out", link(worth(row.sent), moves("credit"))],
            ["Position", link(worth(row.position), account)],
            ["Held", link(worth(row.held), open("held"))],
            ["In transit", link(worth(row.in_transit), open("in_transit"))],
            ["Expected", link(worth(row.expected), open("expected"))],
            ["After known payments", link(worth(row.position_after), open(""))],
            ["Cut-off", row.cut_off
              ? [time(row.cut_off), ` (in ${age(row.cut_off_in_seconds)})`] : null],
            ["Takes messages from", row.opens_at ? time(row.opens_at) : null],
          ]),
          el("img", { class: "plot", src: source,
            alt: `${row.name}: the settlement balance through the day` }),
          el("p", { class: "calendar" }, (row.days || []).map((day) =>
            [tag(`${day.day.slice(5)} ${day.state}`, day.state === "open" ? "done" : "plain"),
              " "])));
        }
        """#
}
