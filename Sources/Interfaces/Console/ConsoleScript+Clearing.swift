extension ConsoleScript {
    /// What passes between us and clearings: requests for payments, messages, liquidity.
    static let clearing = #"""
        import { address, get, newKey, post } from "./api.js";
        import { el, field, swap } from "./dom.js";
        import { age, number } from "./figures.js";
        import { openMessage } from "./messages.js";
        import { empty, facts, heading, idLink, money, outcome, pager, panel, table, tag, time }
          from "./parts.js";
        import { actionBar } from "./queue-actions.js";
        import { spelled } from "./words.js";

        const TABS = [["reconciliation", "Reconciliation"], ["recalls", "Recalls"],
          ["outbox", "Outbox"], ["liquidity", "Liquidity"]];

        export const clearingTabs = (name) => el("nav", { class: "tabs", "aria-label": "Clearing" },
          TABS.map(([key, words]) => el("a", { href: "#/" + key,
            "aria-current": key === name ? "true" : null }, words)));

        /** A bar of filters; what is set stands in the address. */
        function filterBar(page, query, filters) {
          const controls = filters.map(([key, words, choices, type]) => {
            const control = choices
              ? el("select", { id: "filter-" + key, name: key }, el("option", { value: "" }, "All"),
                choices.map((choice) => el("option", { value: choice,
                  selected: choice === query.get(key) }, spelled(choice))))
              : el("input", { id: "filter-" + key, name: key, type: type || "text",
                maxlength: "64", value: query.get(key) || "" });
            return field(words, control);
          });
          const form = el("form", { class: "filters many", "aria-label": "Filter" }, controls,
            el("p", { class: "choices" },
              el("button", { type: "submit", class: "primary" }, "Filter"),
              el("a", { href: "#/" + page }, "All of it")));
          form.addEventListener("submit", (event) => {
            event.preventDefault();
            location.hash = address("#/" + page, Object.fromEntries(new FormData(form)));
          });
          return form;
        }

        const hrefWith = (page, query) => (next) => {
          const set = new URLSearchParams(query);
          set.delete("cursor");
          if (next) set.set("cursor", next);
          return `#/${page}${set.size ? "?" + set : ""}`;
        };

        // Recalls.

        const RECALL_COLUMNS = [
          { title: "Who asks", class: "state", cell: (row) => [
            tag(row.direction === "out" ? "We ask" : "They ask", "plain"), " ",
            tag(spelled(row.state), row.overdue ? "back" : row.state === "open" ? "care" : "plain"),
          ] },
          { title: "Recall", class: "what", cell: (row) => [idLink(row.id),
            row.payment ? el("span", { class: "kind" }, "payment ", idLink(row.payment)) : null] },
          { title: "Reason", class: "detail", cell: (row) => [el("code", {}, row.reason),
            row.answer ? [" \u2192 ", el("code", {}, row.answer)] : null] },
          { title: "Answer by", class: "age", cell: (row) => [row.answer_by || "\u2013",
            row.overdue ? [" ", tag("late", "back")] : null,
            el("span", { class: "faint kind" }, "asked ", time(row.asked_at))] },
          { title: "Amount", class: "amount", cell: (row) => money(row.amount, row.currency) },
        ];
        const RECALL_STATES = ["open", "sent", "pending", "promised", "accepted", "returned",
          "sent_back", "refused", "ended"];

        export function recalls(parameters, query) {
          const region = el("div", {});
          const cursor = query.get("cursor") || "";
          return {
            title: "Recalls",
            node: el("div", {}, heading("Recalls"), clearingTabs("recalls"),
              filterBar("recalls", query,
                [["direction", "Direction", ["in", "out"]], ["state", "State", RECALL_STATES]]),
              el("p", { class: "more" }, el("a", { href: "#/queues/recalls" },
                "Those that await an answer, with owner and bulk actions")), region),
            load: () => get(`/api/v1/recalls?limit=50${query.size ? "&" + query : ""}`),
            draw(found) {
              const rows = found.data || [];
              swap(region, panel("Payments asked back", rows.length
                ? [table("Recalls, newest first", RECALL_COLUMNS, rows, { class: "queue" }),
                  pager(found, hrefWith("recalls", query), cursor)]
                : empty(query.size ? "None fits this filter." : "None has been asked for.")));
            },
            wants: (event) => /^(recall|message|clock)\.|^reconnected$/.test(event.name),
          };
        }

        export function recall([id], query, app) {
          const region = el("div", { class: "stack" });
          const over = el("div", {});
          const chosen = new Map([[id, { id }]]);
          return {
            title: "Recall",
            node: el("div", {}, el("p", { class: "crumbs" },
              el("a", { href: "#/recalls" }, "Recalls")), over, region,
            actionBar("recalls", chosen, app)),
            load: () => get("/api/v1/recalls/" + encodeURIComponent(id)),
            draw(row) {
              swap(over, heading(row.direction === "out" ? "We ask for a payment"
                : "Another bank asks for a payment",
              tag(spelled(row.state), row.overdue ? "back" : "plain")));
              swap(region, panel("It", facts([
                ["Amount", money(row.amount, row.currency)], ["Scheme", row.scheme],
                ["Payment", row.payment ? idLink(row.payment) : null],
                ["Account", row.account ? idLink(row.account) : null],
                ["Reason", el("code", {}, row.reason)],
                ["Answer", row.answer ? el("code", {}, row.answer) : null],
                ["Asked", [time(row.asked_at), ` (${age(row.age_seconds)})`]],
                ["Answer by", row.answer_by], ["By", row.by_name], ["Said", row.text],
              ])));
            },
            wants: (event) => /^(recall|queue|message)\./.test(event.name),
          };
        }

        // Outbox.

        const answered = (row) => (row.answered === null || row.answered === undefined
          ? el("span", { class: "faint" }, "no answer to come")
          : tag(row.answered ? "answered" : "not answered", row.answered ? "done" : "care"));
        const sentColumns = (app) => [
          { title: "Message", class: "what", cell: (row) => [
            el("a", { href: "#/outbox/" + encodeURIComponent(row.id) },
              el("code", {}, row.type)),
            el("span", { class: "faint kind" }, row.scheme || "")] },
          { title: "Answer", class: "state", cell: answered },
          { title: "Payments", class: "detail", cell: (row) =>
            `${number(row.payments)} payment${row.payments === 1 ? "" : "s"}` },
          { title: "Settles", class: "name", cell: (row) => (row.settlement_date
            ? el("span", { class: "faint" }, "settles ", row.settlement_date) : "") },
          { title: "Written", class: "age", cell: (row) => [time(row.at), row.resends
            ? el("span", { class: "faint kind" }, `${row.resends} times again`) : null] },
          { title: "Bytes", class: "amount", cell: (row) => el("button", { type: "button",
            class: "quiet", "data-key": "read-" + row.id,
            on: { click: () => openMessage(row, app) } }, "Read") },
        ];

        export function outbox(parameters, query, app) {
          const region = el("div", {});
          const cursor = query.get("cursor") || "";
          return {
            title: "Outbox",
            node: el("div", {}, heading("Outbox"), clearingTabs("outbox"),
              filterBar("outbox", query, [["scheme", "Scheme"], ["type", "Type begins with"],
                ["day", "Settlement day", null, "date"], ["answered", "Answered",
                  ["true", "false"]]]), region),
            load: () => get(`/api/v1/outbox?limit=50${query.size ? "&" + query : ""}`),
            draw(found) {
              const rows = found.data || [];
              swap(region, panel("Messages to clearings", rows.length
                ? [table("Messages, newest first", sentColumns(app), rows, { class: "queue" }),
                  pager(found, hrefWith("outbox", query), cursor)]
                : empty(query.size ? "None fits this filter." : "Nothing was written yet.")));
            },
            wants: (event) => /^(message|scheme)\.|^reconnected$/.test(event.name),
          };
        }

        /** A form whose order can be tried first; `send` gets its values and says what to ask. */
        function orderForm(words, controls, send, app) {
          const said = el("div", {});
          let key = newKey();
          async function act(isDryRun) {
            const [path, body] = send();
            try {
              const found = await post(path + (isDryRun ? "?dry_run=true" : ""), body,
                isDryRun ? {} : { key });
              outcome(said, isDryRun ? "plain" : "done", isDryRun
                ? "It would be taken." : found.state === "waiting" || found.expires
                  ? ["Another person releases it: ", el("a", { href: "#/approvals" }, "Approvals")]
                  : "Done.");
              if (isDryRun) return;
              key = newKey();
              app.refresh();
            } catch (refusal) {
              if (!app.refused(refusal)) outcome(said, "back", refusal.message);
            }
          }
          const form = el("form", {}, controls, el("p", { class: "choices" },
            el("button", { type: "button", on: { click: () => {
              if (form.reportValidity()) act(true);
            } } }, "Try"),
            el("button", { type: "submit", class: "primary" }, words)), said);
          form.addEventListener("submit", (event) => {
            event.preventDefault();
            act(false);
          });
          return form;
        }

        const AGAIN_COLUMNS = [
          { title: "When", class: "age", cell: (row) => time(row.at, { exact: true }) },
          { title: "By", class: "name", cell: (row) => row.by_name || row.by || "" },
          { title: "Reason", class: "detail", cell: (row) => row.reason || "" },
        ];

        export function sentMessage([id], query, app) {
          const over = el("div", {});
          const region = el("div", { class: "stack" });
          const reason = el("input", { id: "resend-reason", type: "text", required: true,
            maxlength: "500" });
          const path = "/api/v1/outbox/" + encodeURIComponent(id);
          return {
            title: "Message",
            node: el("div", {}, el("p", { class: "crumbs" },
              el("a", { href: "#/outbox" }, "Outbox")), over, region,
            panel("Write the same bytes again", orderForm("Write again",
              field("Reason", reason), () => [path + "/resend", { reason: reason.value }], app))),
            load: () => get(path),
            draw(row) {
              swap(over, heading(row.type));
              swap(region, panel("It", facts([
                ["Scheme", row.scheme], ["Settles", row.settlement_date],
                ["Payments", number(row.payments)], ["Answer", answered(row)],
                ["Written", time(row.at, { exact: true })], ["File", row.name],
                ["Bytes", number(row.bytes)], ["Hash", el("code", { class: "id" }, row.hash)],
              ]), el("p", { class: "more" }, el("button", { type: "button",
                on: { click: () => openMessage(row, app) } }, "Read it"))),
              panel("Sent again", (row.sent_again || []).length
                ? table("Each time it was sent again", AGAIN_COLUMNS, row.sent_again,
                  { class: "queue" }) : empty("Never.")));
            },
            wants: (event) => /^message\./.test(event.name),
          };
        }

        // Liquidity.

        const MOVE_COLUMNS = [
          { title: "Move", class: "what", cell: (row) => [`${row.from} \u2192 ${row.to}`,
            el("span", { class: "kind" }, idLink(row.id))] },
          { title: "State", class: "state", cell: (row) => tag(spelled(row.state), "care") },
          { title: "By", class: "name", cell: (row) => row.by_name || "" },
          { title: "Since", class: "age", cell: (row) => [time(row.since),
            ` (${age(row.age_seconds)})`] },
          { title: "Amount", class: "amount", cell: (row) => money(row.amount, row.currency) },
        ];

        export function liquidity(parameters, query, app) {
          const moves = el("div", {});
          const positions = el("div", {});
          const input = (id, more) => el("input", { id: "move-" + id, type: "text",
            required: true, maxlength: "500", ...more });
          const [from, to] = [el("select", { id: "move-from" }), el("select", { id: "move-to" })];
          const worth = input("amount", { inputmode: "decimal", size: "14" });
          const reason = input("reason");
          return {
            title: "Liquidity",
            node: el("div", {}, heading("Liquidity"), clearingTabs("liquidity"), positions, moves,
              panel("Order a move", orderForm("Ask for it",
                [field("From", from), field("To", to), field("Amount", worth),
                  field("Reason", reason)],
                () => ["/api/v1/liquidity", { from: from.value, to: to.value,
                  amount: worth.value.trim(), reason: reason.value }], app))),
            async load() {
              const [found, schemes] = await Promise.all([
                get("/api/v1/liquidity"), get("/api/v1/schemes")]);
              return { rows: found.data || [], schemes: schemes.data || [] };
            },
            draw({ rows, schemes }) {
              const names = schemes.map((row) => row.name);
              [from, to].forEach((select, place) => {
                const chosen = select.value || names[place] || "";
                select.replaceChildren(...names.map((name) => el("option",
                  { value: name, selected: name === chosen }, name)));
              });
              swap(positions, panel("Left with clearings", facts(schemes.map((row) =>
                [row.name, money(row.left, row.currency)]))));
              swap(moves, panel("Under way", rows.length
                ? table("Moves whose advices are not both in", MOVE_COLUMNS, rows,
                  { class: "queue" }) : empty("No move is under way.")));
            },
            wants: (event) => /^(liquidity|approval|scheme|message)\.|^reconnected$/
              .test(event.name),
          };
        }
        """#
}
