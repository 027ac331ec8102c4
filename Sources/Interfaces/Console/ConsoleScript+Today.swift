extension ConsoleScript {
    /// Today: what moves, what waits for somebody, what is done; as it happens.
    static let today = #"""
        import { get, post, newKey } from "./api.js";
        import { bankNow, readClock, setClock } from "./clock.js";
        import { announce, el, field, swap } from "./dom.js";
        import { age, amount, number } from "./figures.js";
        import { drawGlance, loadGlance } from "./glance.js";
        import { empty, heading, idLink, outcome, panel, tag } from "./parts.js";
        import { Changes, paymentTable } from "./payment-list.js";
        import { groups, spelled, stateTone, stateWords } from "./words.js";

        const FEED_LINES = 10;
        const COMPONENT_TONES = { ok: "done", simulator: "plain" };

        export function today(parameters, query, app) {
          const regions = {
            day: el("p", { class: "lede" }),
            counts: el("section", { class: "counts", "aria-label": "Payments by state" }),
            glance: el("section", { class: "stack", "aria-label": "The day at a glance" }),
            newest: panel("Newest payments"),
            system: panel("System"),
          };
          const list = el("div", {});
          const feed = el("div", { class: "feed-place" });
          const system = el("div", {});
          regions.newest.append(list);
          regions.system.append(system);
          const changes = new Changes();
          const clock = clockPanel(app);
          const drawFeed = () => swap(feed, feedLines(app.feed));
          drawFeed();
          const node = el("div", {}, heading("Today", regions.day), regions.glance,
            regions.counts,
            el("div", { class: "columns" },
              regions.newest,
              el("div", { class: "stack" }, panel("As it happens", feed), clock, regions.system)));
          return {
            title: "Today",
            node,
            async load() {
              const [payments, status, glance] = await Promise.all([
                get("/api/v1/payments?limit=8"), readClock(), loadGlance()]);
              return { payments, status, glance };
            },
            draw({ payments, status, glance }) {
              drawGlance(regions.glance, glance);
              const now = bankNow();
              regions.day.textContent = now ? `${now.weekday}, ${now.day}` : "";
              swap(regions.counts, countCards(payments.counts || {}));
              const rows = payments.data || [];
              swap(list, rows.length
                ? [paymentTable("Newest payments", rows, changes.since(rows), ["what"]),
                  el("p", { class: "more" }, el("a", { href: "#/payments" }, "All payments"))]
                : empty("No payment yet.", el("a", { href: "#/files" }, "Submit a payment file")));
              swap(system, systemFacts(status));
            },
            hear: drawFeed,
            wants: () => true,
          };
        }

        function countCards(counts) {
          const total = (group) => group.states
            .reduce((all, state) => all + (counts[state] || 0), 0);
          const all = groups.reduce((sum, group) => sum + total(group), 0);
          const bar = el("div", { class: "mix", "aria-hidden": "true" }, groups.map((group) => {
            const part = el("i", { "data-tone": group.tone });
            part.style.flexGrow = String(total(group));
            return total(group) ? part : null;
          }));
          return [all ? bar : null,
            el("div", { class: "tiles" }, groups.map((group) => tile(group, counts, total)))];
        }

        function tile(group, counts, total) {
          const shown = group.states.filter((state) => counts[state]);
          return el("article", { class: "tile", "data-tone": group.tone,
            "data-zero": !total(group) },
            el("h2", {}, group.title),
            el("p", { class: "figure" }, number(total(group))),
            shown.length
              ? el("ul", {}, shown.map((state) => el("li", {},
                el("a", { href: "#/payments?state=" + state }, el("span", {}, stateWords(state)),
                  el("b", {}, number(counts[state]))))))
              : el("p", { class: "hint" }, group.none));
        }

        // The feed: events in words, newest first.

        function feedLines(events) {
          if (!events.length) return empty("Quiet so far.",
            "What happens from now on stands here.");
          return el("ol", { class: "feed" }, events.slice(0, FEED_LINES).map((event) =>
            el("li", { "data-tone": event.tone },
              el("time", {}, event.time || ""), el("span", {}, eventWords(event)))));
        }

        export function eventTone(name) {
          if (name.startsWith("payment.")) return stateTone(name.slice(8));
          return ["break.opened", "day.held_up", "scheme.paused", "scheme.below_floor"]
            .includes(name) ? "care" : "plain";
        }

        function eventWords({ name, data }) {
          const subject = data.payment || data.file || data.account || data.transfer
            || data.break || data.recall || data.message;
          const id = subject ? [" ", idLink(subject)] : null;
          if (name.startsWith("payment.")) {
            const worth = data.amount ? ` ${amount(data.amount)} ${data.currency || ""}` : "";
            return [stateWords(name.slice(8)), data.reason ? ` (${data.reason})` : null, worth, id];
          }
          switch (name) {
          case "file.decided":
            return ["File decided", data.payments !== undefined
              ? `: ${data.accepted} of ${data.payments} accepted` : null,
            data.reason ? ` (${data.reason})` : null, id];
          case "message.out": return ["Message out", data.type ? ` ${data.type}` : null];
          case "message.in": return [data.repeated ? "Message in, again" : "Message in"];
          case "break.opened": return ["Break: ", spelled(data.kind).toLowerCase(), id];
          case "day.closed": return [`Day closed: ${data.day || ""} ${data.currency || ""}`];
          case "day.ended": return [`Day accounted for: ${data.day || ""} ${data.currency || ""}`];
          case "day.held_up":
            return [`Day held up: ${data.day || ""} ${data.currency || ""}`];
          case "scheme.paused": return [`Scheme paused: ${data.scheme}`];
          case "scheme.resumed": return [`Scheme goes on: ${data.scheme}`];
          case "scheme.below_floor":
            return [`${data.scheme} is below its floor: ${amount(data.left)} ${data.currency}`];
          case "scheme.above_floor":
            return [`${data.scheme} is above its floor again`];
          case "message.resent": return ["Message sent again"];
          case "recall.sent": return ["Asked back", id];
          case "break.explained": return ["A break has explained itself", id];
          case "recall.open": return ["Another bank asks for a payment", id];
          case "clock.moved": return ["Clock moved"];
          default: return [spelled(name.replace(".", " ")), id];
          }
        }

        // The clock of a sandbox, and the state of the node.

        function clockPanel(app) {
          const shown = el("p", { class: "clock", "data-clock": "full" });
          if (!app.isSandbox) return panel("Bank\u2019s clock", shown);
          const by = el("select", { id: "advance-by" }, [
            ["10m", "ten minutes"], ["1h", "one hour"], ["4h", "four hours"], ["1d", "one day"],
            ["7d", "seven days"]].map(([value, words]) => el("option", { value }, words)));
          by.value = "1h";
          const region = el("div", {});
          const button = el("button", { type: "submit" }, "Advance");
          const form = el("form", { class: "line", on: { submit: (event) => {
            event.preventDefault();
            advance(by.value, button, region, app);
          } } }, field("Move it ahead by", by), button);
          return panel("Sandbox clock", shown, form, region);
        }

        async function advance(by, button, region, app) {
          button.disabled = true;
          try {
            const answer = await post("/api/v1/clock", { advance: by }, { key: newKey() });
            if (answer.now) setClock(answer.now);
            region.replaceChildren();
            announce("The clock was moved.");
            app.tick();
            app.refresh();
          } catch (refusal) {
            if (!app.refused(refusal)) outcome(region, "back", refusal.message);
          }
          button.disabled = false;
        }

        function systemFacts(status) {
          const lag = (status.sequence || 0) - (status.durable_sequence || 0);
          const components = status.components || [];
          return [
            el("dl", { class: "facts is-tight" }, [
              ["Sequence", number(status.sequence)],
              ["Durable", lag > 0 ? `${number(status.durable_sequence)}, ${lag} behind`
                : "all of it"],
              ["Up for", age(status.uptime_seconds)],
              ["Version", status.version || "\u2013"],
            ].map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)))),
            components.length ? el("ul", { class: "components" }, components.map((part) =>
              el("li", {}, tag(part.state, COMPONENT_TONES[part.state] || "care"),
                el("span", {}, spelled(part.name)),
                part.detail ? el("span", { class: "hint" }, part.detail) : null))) : null,
          ];
        }
        """#
}
