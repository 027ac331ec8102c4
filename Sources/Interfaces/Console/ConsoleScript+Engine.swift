extension ConsoleScript {
    /// How the engine does: counters asked for each second, of which two make a rate.
    static let engine = #"""
        import { get } from "./api.js";
        import { el, swap } from "./dom.js";
        import { number } from "./figures.js";
        import { facts, heading, panel, table, tag } from "./parts.js";

        const SECONDS_KEPT = 60;

        /** With one decimal where it is below ten, in groups of three digits. */
        const figure = (value) => value < 10 && value % 1 ? value.toFixed(1)
          : number(String(Math.round(value)));

        const UNITS = ["bytes", "KiB", "MiB", "GiB", "TiB"];

        function bytes(value) {
          let unit = 0;
          while (value >= 1024 && unit < UNITS.length - 1) { value /= 1024; unit += 1; }
          return `${figure(value)} ${UNITS[unit]}`;
        }

        const TABS = [["engine", "Engine"], ["schedules", "Schedules"],
          ["transactions", "Transactions"], ["tree", "Tree of accounts"]];

        export const engineTabs = (name) => el("nav", { class: "tabs", "aria-label": "Engine" },
          TABS.map(([key, words]) => el("a", { href: "#/" + key,
            "aria-current": key === name ? "true" : null }, words)));

        export function engine() {
          const region = el("div", {});
          const kept = [];
          return {
            title: "Engine",
            node: el("div", {}, heading("Engine", el("span", { class: "faint" },
              "asked each second; behind each rate that of the last minute")), engineTabs("engine"), region),
            watches: true,
            load: () => get("/api/v1/engine"),
            draw(found) {
              kept.push(found);
              if (kept.length > SECONDS_KEPT + 1) kept.shift();
              const second = rates(kept[Math.max(0, kept.length - 2)], found);
              const minute = rates(kept[0], found);
              swap(region, el("div", { class: "columns" },
                el("div", { class: "stack" }, work(found, second, minute), files(found)),
                el("div", { class: "stack" }, archive(found), memory(found))));
            },
          };
        }

        function rates(from, to) {
          const seconds = (to.at_milliseconds - from.at_milliseconds) / 1000;
          const per = (name) => seconds > 0 ? (to[name] - from[name]) / seconds : 0;
          const share = (name, of) => to[of] > from[of]
            ? (to[name] - from[name]) / (to[of] - from[of]) : null;
          return { transfers: per("transfers"), commands: per("commands"),
            entries: per("entries"), bytes: per("journal_bytes"),
            batch: share("commands", "entries"), commit: share("commit_microseconds", "commits") };
        }

        function work(found, second, minute) {
          const both = (words, text) => [words, el("span", {}, text(second),
            el("span", { class: "faint" }, ` \u00b7 ${text(minute)}`))];
          return panel("Work", facts([
            both("Transfers a second", (rate) => figure(rate.transfers)),
            both("Commands a second", (rate) => figure(rate.commands)),
            both("Commands an entry", (rate) => rate.batch === null ? "none" : figure(rate.batch)),
            both("Time to durable", (rate) => rate.commit === null ? "none"
              : `${(rate.commit / 1000).toFixed(2)} ms`),
            both("Journal", (rate) => `${bytes(rate.bytes)}/s`),
            ["Waiting in the queue", number(found.queue)],
            ["Refused for want of room", number(found.refusals)],
            ["Durable through entry", number(found.durable_sequence)],
            ["Transfers, accounts", `${number(found.transfers)}, ${number(found.accounts)}`],
          ]));
        }

        function files(found) {
          const { segments } = found;
          return panel("Sealed files", facts([
            ["Now", segments.failure ? tag(segments.failure, "back")
              : segments.busy ? tag("Writing or merging", "care") : tag("At rest", "plain")],
            ["Transfers that left memory", number(segments.transfers)],
            ["Files of records", number(segments.files)],
            ["Runs of identifiers", number(segments.runs)],
            ["On disk", bytes(segments.bytes)],
          ]));
        }

        function archive(found) {
          return panel("Archive", table("Cursors", [
            { title: "Cursor", cell: (row) => row.cursor },
            { title: "Behind", class: "amount", cell: (row) => number(row.behind) },
            { title: "Through entry", class: "amount", cell: (row) => number(row.position) },
          ], found.archive));
        }

        function memory(found) {
          return panel("Memory", table("Memory by pool", [
            { title: "Pool", cell: (row) => row.pool },
            { title: "Bytes", class: "amount", cell: (row) => bytes(row.bytes) },
          ], found.memory));
        }
        """#
}
