extension ConsoleScript {
    /// How nodes are made: text only ever comes in as text, never as markup.
    static let dom = #"""
        /** Makes an element; `on` has its listeners, every other key is an attribute. */
        export function el(name, attributes = {}, ...children) {
          const node = document.createElement(name);
          for (const [key, value] of Object.entries(attributes)) {
            if (value === null || value === undefined || value === false) continue;
            if (key === "on") listen(node, value);
            else node.setAttribute(key, value === true ? "" : String(value));
          }
          node.append(...children.flat(Infinity).filter((child) => child || child === 0));
          return node;
        }

        function listen(node, listeners) {
          for (const [event, action] of Object.entries(listeners)) {
            node.addEventListener(event, action);
          }
        }

        export function icon(name) {
          const drawn = document.getElementById("icons").content
            .querySelector(`[data-icon="${name}"]`).cloneNode(true);
          drawn.setAttribute("class", "icon");
          drawn.setAttribute("aria-hidden", "true");
          return drawn;
        }

        /** Gives a region new content; the focus stays where it was, if that still exists. */
        export function swap(region, ...content) {
          const key = focusKey(document.activeElement, region);
          region.replaceChildren(...content.flat(Infinity).filter(Boolean));
          if (!key) return;
          const again = [...region.querySelectorAll("a, button, input, select, textarea")]
            .find((node) => keyOf(node) === key);
          if (again) again.focus({ preventScroll: true });
        }

        function focusKey(node, region) {
          return node && region.contains(node) ? keyOf(node) : null;
        }

        function keyOf(node) {
          return node.id || node.getAttribute("href") || node.dataset.key || null;
        }

        /** Says something to those who listen instead of looking. */
        export function announce(words) {
          document.getElementById("announcer").textContent = words;
        }

        /** A field with its label, and under it what it is for. */
        export function field(label, control, hint) {
          const id = control.id || (control.id = "field-" + ++fields);
          const note = hint ? el("span", { class: "hint", id: id + "-hint" }, hint) : null;
          if (note) control.setAttribute("aria-describedby", note.id);
          return el("div", { class: "field" }, el("label", { for: id }, label), control, note);
        }

        let fields = 0;
        """#
}
