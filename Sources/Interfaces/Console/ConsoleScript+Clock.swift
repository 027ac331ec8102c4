extension ConsoleScript {
    /// The bank's clock: asked once, then carried on by the machine's steady time.
    static let clock = #"""
        import { get } from "./api.js";
        import { instantParts } from "./figures.js";

        let known = null;

        /** Sets the clock by an instant and its offset, such as `2026-11-20T09:00:00.000+01:00`. */
        export function setClock(text) {
          const milliseconds = Date.parse(text);
          const zone = /(Z|[+-]\d\d:\d\d)$/.exec(String(text ?? ""));
          if (Number.isNaN(milliseconds) || !zone) return;
          known = { milliseconds, at: performance.now(), offset: offsetOf(zone[1]), zone: zone[1] };
        }

        function offsetOf(zone) {
          if (zone === "Z") return 0;
          const [hours, minutes] = zone.slice(1).split(":").map(Number);
          return (zone[0] === "-" ? -1 : 1) * (hours * 60 + minutes) * 60_000;
        }

        /** Now at the bank, in the parts that are shown, or `null` before it is known. */
        export function bankNow() {
          if (!known) return null;
          const milliseconds = known.milliseconds + performance.now() - known.at + known.offset;
          return instantParts(new Date(milliseconds).toISOString());
        }

        /**
         * The parts of an instant as the bank's clock shows them.
         *
         * An instant in UTC is moved by the offset that the bank's clock has now: across a change
         * of summer time the hour shown differs by one; the exact instant is the title.
         */
        export function bankParts(text) {
          const milliseconds = /T.*Z$/.test(String(text ?? "")) ? Date.parse(text) : NaN;
          if (!known || Number.isNaN(milliseconds)) return instantParts(text);
          return instantParts(new Date(milliseconds + known.offset).toISOString());
        }

        export async function readClock() {
          const status = await get("/status");
          if (status.now) setClock(status.now);
          return status;
        }
        """#
}
