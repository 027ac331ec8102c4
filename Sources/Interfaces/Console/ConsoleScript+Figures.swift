extension ConsoleScript {
    /// Figures: amounts as exact decimals, instants as the bank's clock shows them, ages.
    static let figures = #"""
        const PLAIN = /^([-+]?)(\d+)(?:\.(\d+))?$/;
        const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
        const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

        /** `-1234567.80` is shown as `−1,234,567.80`; what is no plain decimal, as it came. */
        export function amount(text) {
          const parts = PLAIN.exec(String(text ?? ""));
          if (!parts) return String(text ?? "");
          const whole = parts[2].replace(/\B(?=(\d{3})+$)/g, ",");
          return (parts[1] === "-" ? "\u2212" : "") + whole + (parts[3] ? "." + parts[3] : "");
        }

        /** The exact sum of plain decimals; amounts never become floating point numbers. */
        export function sum(texts) {
          const parts = texts.map((text) => PLAIN.exec(String(text ?? ""))).filter(Boolean);
          const scale = Math.max(0, ...parts.map((part) => (part[3] || "").length));
          const total = parts.reduce((total, part) => {
            const units = BigInt(part[2] + (part[3] || "").padEnd(scale, "0"));
            return part[1] === "-" ? total - units : total + units;
          }, 0n);
          const digits = (total < 0n ? -total : total).toString().padStart(scale + 1, "0");
          const whole = digits.slice(0, digits.length - scale);
          const sign = total < 0n ? "-" : "";
          return sign + whole + (scale ? "." + digits.slice(digits.length - scale) : "");
        }

        export const isZero = (text) => /^[-+]?[0.]*$/.test(String(text ?? ""));
        export const isNegative = (text) => String(text ?? "").startsWith("-") && !isZero(text);

        export const number = (value) => amount(String(value ?? 0));

        /** Date and time as they stand in the text, in whatever zone it was written. */
        export function instantParts(text) {
          const found = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)(:\d\d)?)?/.exec(String(text ?? ""));
          if (!found) return null;
          const [, year, month, day, time, seconds] = found;
          return {
            date: `${year}-${month}-${day}`,
            day: `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`,
            shortDay: `${Number(day)} ${MONTHS[Number(month) - 1]}`,
            weekday: DAYS[new Date(Date.UTC(year, month - 1, day)).getUTCDay()],
            time: time ? time + (seconds || "") : null,
            minute: time || null,
          };
        }

        export function age(seconds) {
          const all = Math.max(0, Math.floor(Number(seconds) || 0));
          const [days, hours, minutes] = [all / 86400, (all % 86400) / 3600, (all % 3600) / 60]
            .map(Math.floor);
          if (days) return `${days} d ${hours} h`;
          if (hours) return `${hours} h ${minutes} min`;
          return minutes ? `${minutes} min` : `${all} s`;
        }

        export const ibanText = (iban) => String(iban ?? "").replace(/(.{4})(?=.)/g, "$1 ");

        /** The end of an id tells ids apart; its beginning is the time. */
        export function shortID(id) {
          const text = String(id ?? "");
          const [kind, value] = text.split("_");
          return value && value.length > 10 ? `${kind}_\u2026${value.slice(-8)}` : text;
        }

        export function bytes(count) {
          if (count < 1000) return `${count} bytes`;
          return count < 1_000_000
            ? `${(count / 1000).toFixed(1)} kB` : `${(count / 1_000_000).toFixed(1)} MB`;
        }
        """#
}
