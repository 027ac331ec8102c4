extension ConsoleScript {
    /// The list of payments, with filters that stand in the address.
    static let payments = #"""
        import { address, get } from "./api.js";
        import { el, field, swap } from "./dom.js";
        import { number, shortID } from "./figures.js";
        import { empty, heading, pager } from "./parts.js";
        import { Changes, paymentTable } from "./payment-list.js";
        import { groups, stateWords } from "./words.js";

        const ROWS = 50;

        export function payments(parameters, query) {
          const state = query.get("state") || "";
          const file = query.get("file") || "";
          const cursor = query.get("cursor") || "";
          const hrefWith = (changes) => address("#/payments", { state, file, ...changes });
          const list = el("div", { class: "panel" });
          const changes = new Changes();
          const node = el("div", {}, heading("Payments"), filters(state, file, hrefWith), list);
          return {
            title: state ? `Payments: ${stateWords(state)}` : "Payments",
            node,
            load: () => get(address("/api/v1/payments", { state, file, limit: ROWS, cursor })),
            draw(found) {
              const rows = found.data || [];
              const options = node.querySelectorAll("#state option[value]");
              for (const option of options) countOption(option, found.counts || {});
              swap(list, rows.length
                ? [paymentTable("Payments, newest first", rows, changes.since(rows)),
                  pager(found, (next) => hrefWith({ cursor: next }), cursor)]
                : nothing(state, file, cursor, hrefWith));
            },
            wants: (event) => event.name.startsWith("payment.") || event.name === "reconnected",
          };
        }

        function countOption(option, counts) {
          if (!option.value) return;
          const count = counts[option.value];
          option.textContent = stateWords(option.value) + (count ? ` (${number(count)})` : "");
        }

        function filters(state, file, hrefWith) {
          const select = el("select", { id: "state", on: {
            change: () => { location.hash = hrefWith({ state: select.value }); } } },
          el("option", { value: "" }, "All states"),
          groups.map((group) => el("optgroup", { label: group.title }, group.states.map((name) =>
            el("option", { value: name }, stateWords(name))))));
          select.value = state;
          const id = el("input", { id: "payment-id", type: "search", placeholder: "pay_\u2026",
            autocomplete: "off", spellcheck: "false", maxlength: "64" });
          const form = el("form", { class: "filters", role: "search", on: { submit: (event) => {
            event.preventDefault();
            const wanted = id.value.trim();
            if (wanted) location.hash = "#/payments/" + encodeURIComponent(wanted);
          } } },
          field("State", select), field("Open by its id", id),
          el("button", { type: "submit" }, "Open"));
          if (file) {
            form.append(el("p", { class: "chip" }, "Of file ",
              el("code", { title: file }, shortID(file)),
              el("a", { href: hrefWith({ file: "" }), "aria-label": "Payments of all files" },
                "\u00d7")));
          }
          return form;
        }

        function nothing(state, file, cursor, hrefWith) {
          if (cursor) return empty("No older payments.", el("a", { href: hrefWith({}) }, "Newest"));
          if (state || file) {
            return empty("No payment fits this filter.",
              el("a", { href: "#/payments" }, "Show all"));
          }
          return empty("No payment yet.", el("a", { href: "#/files" }, "Submit a payment file"));
        }
        """#
}
