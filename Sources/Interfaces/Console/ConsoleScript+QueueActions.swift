extension ConsoleScript {
    /// One thing done to many that wait: tried first, then done, each answered by itself.
    static let queueActions = #"""
        import { get, newKey, post } from "./api.js";
        import { el, field, swap } from "./dom.js";
        import { idLink, panel, table, tag } from "./parts.js";
        import { spelled } from "./words.js";

        const ACTIONS = {
          exceptions: ["assign", "note", "resolve"],
          unapplied: ["assign", "note", "apply", "return"],
          approvals: ["assign", "note", "release", "refuse"],
          warehoused: ["assign", "note", "cancel"],
          breaks: ["assign", "note", "resolve"],
          recalls: ["assign", "note", "accept", "refuse"],
        };
        const FIELDS = [
          ["owner", "Owner", ["assign"], "A token, tok_\u2026; empty for nobody."],
          ["text", "Note", ["note"], ""],
          ["outcome", "Outcome", ["resolve exceptions"], "executed or not_executed"],
          ["to", "To", ["apply", "resolve breaks"], "An account; of a break also losses."],
          ["amount", "Part", ["resolve breaks"], "Empty for all that is open."],
          ["code", "Code", ["refuse recalls"], "Such as CUST, LEGL, NOAS, AC04 or AM04."],
          ["ground", "Ground", ["accept"], "consent or legal; what is parked needs none."],
          ["given_by", "Given by", ["accept"], "Who agreed, or who ordered it."],
          ["given_at", "Given at", ["accept"], "Such as 2026-11-20T10:00."],
          ["reason", "Reason", ["resolve", "apply", "return", "refuse", "cancel", "release"], ""],
        ];
        const RESULTS = [
          { title: "What", class: "what", cell: (row) => idLink(row.id) },
          { title: "Answer", class: "state", cell: (row) => tag(spelled(row.status),
            row.status === "refused" ? "back" : row.status === "done" ? "done" : "care") },
          { title: "Detail", class: "detail", cell: (row) => row.detail
            || (row.approval_id ? ["another person confirms it: ",
              el("a", { href: "#/approvals" }, "Approvals")] : row.result || "") },
        ];

        /** The bar under a list; `chosen` maps ids to rows. */
        export function actionBar(name, chosen, app) {
          const actions = ACTIONS[name] || [];
          const select = el("select", { id: "action" }, actions.map((action) =>
            el("option", { value: action }, spelled(action))));
          const inputs = FIELDS.map(([key, words, where, hint]) => {
            const control = el("input", { id: "action-" + key, type: "text", maxlength: "500" });
            return { key, where, control, node: field(words, control, hint) };
          });
          const consent = el("input", { id: "action-consent", type: "checkbox" });
          const consentField = field("The customer agrees to be debited, or the law asks for it",
            consent, "");
          const said = el("div", {});
          let key = newKey();
          const isAsked = ({ where }) => where.includes(select.value)
            || where.includes(`${select.value} ${name}`);
          function show() {
            for (const input of inputs) input.node.hidden = !isAsked(input);
            consentField.hidden = `${select.value} ${name}` !== "resolve breaks";
            key = newKey();
          }
          select.addEventListener("change", show);
          show();

          async function body(ids) {
            const order = { action: select.value, ids };
            for (const input of inputs.filter(isAsked)) {
              const text = input.control.value.trim();
              if (text) order[input.key] = text;
            }
            if (!consentField.hidden && consent.checked) order.consent = true;
            if (name === "approvals" && ["release", "refuse"].includes(select.value)) {
              order.contents = await Promise.all(ids.map(async (id) =>
                (await get("/api/v1/approvals/" + encodeURIComponent(id))).content));
            }
            return order;
          }

          async function act(isDryRun) {
            const ids = [...chosen.keys()];
            if (!ids.length) {
              swap(said, el("p", { class: "outcome", "data-tone": "care", role: "status" },
                "Choose something first."));
              return;
            }
            try {
              const found = await post(`/api/v1/queues/${encodeURIComponent(name)}/actions`
                + (isDryRun ? "?dry_run=true" : ""), await body(ids),
              isDryRun ? {} : { key });
              swap(said, panel(isDryRun ? "What would happen" : "What happened",
                table("Answers", RESULTS, found.data || [], { class: "queue" })));
              if (isDryRun) return;
              key = newKey();
              chosen.clear();
              app.refresh();
            } catch (refusal) {
              if (!app.refused(refusal)) {
                swap(said, el("p", { class: "outcome", "data-tone": "back", role: "status" },
                  refusal.message));
              }
            }
          }

          return panel("Do something about what is chosen", field("Action", select, ""),
            inputs.map((input) => input.node), consentField,
            el("p", { class: "choices" },
              el("button", { type: "button", on: { click: () => act(true) } }, "Try"),
              el("button", { type: "button", class: "primary",
                on: { click: () => act(false) } }, "Do it")), said);
        }
        """#
}
