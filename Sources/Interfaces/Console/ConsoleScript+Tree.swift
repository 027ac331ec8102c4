extension ConsoleScript {
    /// A chart of accounts kept by batches, folded and unfolded level by level.
    static let tree = #"""
        import { address, get } from "./api.js";
        import { el, field, swap } from "./dom.js";
        import { engineTabs } from "./engine.js";
        import { number } from "./figures.js";
        import { empty, heading } from "./parts.js";

        const DEPTH = 6;

        const sums = (words, balance) => balance
          ? `${words} ${number(balance.debits_posted)} debit, `
            + `${number(balance.credits_posted)} credit`
          : `${words} above 128 bits`;

        const line = (node) => [el("b", {}, node.id),
          el("span", { class: "faint" }, ` ledger ${node.ledger}, code ${node.code} `),
          el("span", {}, sums("own", node.own)),
          node.children_count ? el("span", {}, " \u00b7 ", sums("in all", node.total)) : null];

        function branch(node, level) {
          if (!node.children_count) return el("li", {}, line(node));
          const deeper = node.children.length
            ? el("ul", {}, node.children.map((child) => branch(child, level + 1)))
            : el("p", {}, el("a", { href: address("#/tree", { account: node.id }) },
              `${node.children_count} more below`));
          return el("li", {}, el("details", level < 2 ? { open: "" } : {},
            el("summary", {}, line(node)), deeper));
        }

        export function tree(parameters, query) {
          const region = el("div", {});
          const account = query.get("account") || "";
          const form = el("form", { class: "filters", "aria-label": "Account" },
            field("Account", el("input", { id: "tree-account", name: "account", inputmode: "numeric",
              pattern: "[0-9]{1,39}", required: "", maxlength: "39", value: account })),
            el("p", { class: "choices" },
              el("button", { type: "submit", class: "primary" }, "Show")));
          form.addEventListener("submit", (event) => {
            event.preventDefault();
            location.hash = address("#/tree", Object.fromEntries(new FormData(form)));
          });
          return {
            title: "Tree of accounts",
            node: el("div", {}, heading("Tree of accounts"), engineTabs("tree"), form, region),
            load: async () => account
              ? get(`/api/v1/accounts/${encodeURIComponent(account)}/tree?depth=${DEPTH}`) : null,
            draw(found) {
              swap(region, found ? el("ul", { class: "tree" }, branch(found, 0))
                : empty("Name an account that is kept by batches: what lies below it is shown."));
            },
          };
        }
        """#
}
