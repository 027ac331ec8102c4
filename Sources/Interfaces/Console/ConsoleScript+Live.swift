extension ConsoleScript {
    /// The stream of events, taken up again when it breaks off, with a state that is shown.
    static let live = #"""
        import { stateNames } from "./words.js";

        const NAMES = [
          "account.opened", "account.changed", "transfer.posted", "file.decided", "message.out",
          "message.in", "break.opened", "break.resolved",
          "break.partly_resolved", "break.explained", "recall.sent", "recall.pending",
          "recall.promised", "recall.returned", "recall.ended", "recall.open", "recall.accepted",
          "recall.sent_back", "recall.refused", "message.resent", "scheme.paused", "scheme.resumed",
          "scheme.below_floor", "scheme.above_floor", "day.signed", "unapplied.parked", "unapplied.applied", "unapplied.explained",
          "queue.noted", "payment.payer_restored", "day.closed", "day.ended",
          "day.held_up", "clock.moved", "configuration.changed",
          "approval.waiting", "approval.approved", "approval.refused", "approval.expired",
          "token.changed", "party.registered", "party.changed", "account.party_changed", "channel.changed",
          ...stateNames.map((state) => "payment." + state),
        ];
        const SECONDS_MAX = 30;

        export class Live {
          /** `tell(event)` hears each event, `show(state, words)` each change of the connection. */
          constructor(tell, show) {
            this.tell = tell;
            this.show = show;
            this.source = null;
            this.timer = 0;
            this.failures = 0;
            this.hasBeenOpen = false;
          }

          start() {
            this.stop();
            if (!this.failures) this.show("waiting", "Connecting\u2026");
            const source = new EventSource("/api/v1/events");
            this.source = source;
            source.addEventListener("open", () => this.opened());
            source.addEventListener("error", () => this.broken());
            for (const name of NAMES) {
              source.addEventListener(name, (event) => this.heard(name, event));
            }
          }

          stop() {
            clearTimeout(this.timer);
            if (this.source) this.source.close();
            this.source = null;
          }

          opened() {
            this.failures = 0;
            this.show("on", "Live");
            // What happened while nobody listened is found by looking.
            if (this.hasBeenOpen) this.tell({ name: "reconnected", data: {} });
            this.hasBeenOpen = true;
          }

          heard(name, event) {
            let data = {};
            try {
              data = JSON.parse(event.data);
            } catch {
              // An event without members is still an event.
            }
            this.tell({ name, data, id: event.lastEventId });
          }

          broken() {
            const source = this.source;
            if (!source) return;
            this.failures += 1;
            this.show("waiting", this.failures > 3 ? "Not connected" : "Reconnecting\u2026");
            if (this.failures === 1) this.tell({ name: "disconnected", data: {} });
            // The browser tries again by itself, with the id of the last event, unless it was
            // refused.
            if (source.readyState !== EventSource.CLOSED) return;
            this.stop();
            const seconds = Math.min(SECONDS_MAX, 2 ** (this.failures - 1));
            this.timer = setTimeout(() => this.start(), seconds * 1000);
          }
        }
        """#
}
