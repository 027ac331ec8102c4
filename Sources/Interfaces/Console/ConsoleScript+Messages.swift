extension ConsoleScript {
    /// Messages of a payment, opened to be read: XML, indented and coloured, with its bytes to
    /// keep.
    static let messages = #"""
        import { getText } from "./api.js";
        import { announce, el, icon } from "./dom.js";
        import { bytes } from "./figures.js";
        import { copyButton, empty, time } from "./parts.js";

        const SHOWN_MAX = 200_000;
        const DIRECTIONS = { out: "to the clearing", in: "from the clearing",
          report: "to the customer" };

        export function messageTable(messages, app) {
          if (!messages.length) return empty("No message belongs to this payment.");
          return el("ul", { class: "messages" }, messages.map((message) => el("li", {},
            el("button", { type: "button", class: "row",
              "data-key": message.id + (message.name || ""),
              on: { click: () => openMessage(message, app) } },
            el("span", { class: "message-type" }, el("code", {}, message.type),
              el("span", { class: "hint" }, DIRECTIONS[message.direction] || message.direction)),
            time(message.at), el("span", { class: "read" }, "Read")))));
        }

        /** Opens a message over the page; `message` has an id, and a type and a name if known. */
        export async function openMessage(message, app) {
          const body = el("div", { class: "sheet-body", tabindex: "0" },
            el("p", {}, "Opening\u2026"));
          const tools = el("span", { class: "sheet-tools" });
          const close = el("button", { type: "button", class: "quiet", "aria-label": "Close",
            title: "Close" }, icon("close"));
          const sheet = el("dialog", { class: "sheet", "aria-labelledby": "sheet-title" },
            el("header", {}, el("div", {}, el("h2", { id: "sheet-title" }, message.type),
              el("p", { class: "hint" }, message.name || message.id)), tools, close), body);
          close.addEventListener("click", () => sheet.close());
          sheet.addEventListener("click",
            (event) => { if (event.target === sheet) sheet.close(); });
          sheet.addEventListener("close", () => sheet.remove());
          // Going back closes the message with its page.
          addEventListener("hashchange", () => sheet.close(), { once: true });
          document.body.append(sheet);
          sheet.showModal();
          try {
            const text = await getText("/api/v1/messages/" + encodeURIComponent(message.id));
            tools.append(copyButton(text, "the message"), saveLink(text, message));
            body.replaceChildren(...readable(text));
          } catch (refusal) {
            if (app.refused(refusal)) return sheet.close();
            body.replaceChildren(el("p", { role: "alert" }, refusal.message));
          }
          return undefined;
        }

        function saveLink(text, message) {
          const link = el("a", { class: "quiet", title: "Save", "aria-label": "Save the message",
            href: "#", role: "button" }, icon("download"));
          link.addEventListener("click", (event) => {
            event.preventDefault();
            const address = URL.createObjectURL(new Blob([text], { type: "application/xml" }));
            const name = (message.name || `${message.type}-${message.id}`)
              .replace(/[^\w.-]+/g, "-");
            el("a", { href: address,
              download: name.endsWith(".xml") ? name : name + ".xml" }).click();
            setTimeout(() => URL.revokeObjectURL(address), 10_000);
            announce("Saved.");
          });
          return link;
        }

        function readable(text) {
          const part = text.slice(0, SHOWN_MAX);
          return [
            text.length > SHOWN_MAX ? el("p", { class: "hint" },
              `The first ${bytes(SHOWN_MAX)} of ${bytes(text.length)}; save it to see all.`) : null,
            el("pre", { class: "xml" }, el("code", {}, indented(part))),
          ].filter(Boolean);
        }

        /** Tags and texts of XML, one element a line; only looks, never changes what is saved. */
        function indented(text) {
          const tokens = text.match(/<[^>]*>|[^<]+/g) || [];
          const nodes = [];
          let depth = 0;
          let isLeaf = false;
          for (const token of tokens) {
            if (!token.startsWith("<")) {
              if (token.trim()) nodes.push(el("span", { class: "xml-text" }, token.trim()));
              continue;
            }
            const isEnd = token.startsWith("</");
            if (isEnd) depth -= 1;
            const indent = "  ".repeat(Math.max(0, depth));
            if (nodes.length && !(isEnd && isLeaf)) nodes.push("\n" + indent);
            nodes.push(tagNode(token));
            const isOpening = !isEnd && !/^<[?!]|\/>$/.test(token);
            if (isOpening) depth += 1;
            isLeaf = isOpening;
          }
          return nodes;
        }

        function tagNode(token) {
          const parts = /^(<[/?!]?)([^\s/?>]*)([\s\S]*?)([/?]?>?)$/.exec(token);
          if (!parts) return token;
          const [, start, name, attributes, end] = parts;
          return el("span", { class: "xml-tag" }, start, el("b", {}, name),
            attributes ? el("span", { class: "xml-attributes" }, attributes) : null, end);
        }
        """#
}
