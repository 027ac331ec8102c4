extension ConsoleScript {
    /// One payment's life: its states, its postings, its messages, its end by hand, and its
    /// cancellation while it is kept.
    static let payment = #"""
        import { get, newKey, post } from "./api.js";
        import { el, field, swap } from "./dom.js";
        import { isZero, sum } from "./figures.js";
        import { badge, copyButton, empty, facts, heading, idLink, money, outcome, panel, reason,
          tag,
          time } from "./parts.js";
        import { messageTable } from "./messages.js";
        import { parties } from "./payment-list.js";
        import { kindWords, stateMeaning, stateTone, stateWords } from "./words.js";

        const VERIFICATION = { not_done: "Not done" };

        export function payment(parameters, query, app) {
          const id = parameters[0];
          const path = "/api/v1/payments/" + encodeURIComponent(id);
          const head = el("div", {});
          const life = el("div", {});
          const books = el("div", {});
          const messages = el("div", {});
          const resolution = resolutionForm(path, app);
          const cancellation = cancellationForm(path, app);
          const node = el("div", {}, head, resolution.node, cancellation.node, el("div", { class: "columns is-even" },
            panel("Life", life),
            el("div", { class: "stack" }, panel("Postings", books), panel("Messages", messages))));
          return {
            title: "Payment",
            node,
            async load() {
              const [found] = await Promise.all([get(path), app.accountNames()]);
              return found;
            },
            draw(found) {
              swap(head, summary(found));
              swap(life, timeline(found.history || [], found.state));
              swap(books, journal(found.postings || [], found.currency, app));
              swap(messages, messageTable(found.messages || [], app));
              resolution.show(found.state === "outcome_unknown");
              cancellation.show(found.state === "warehoused");
            },
            wants: (event) => event.name === "reconnected" || event.data.payment === id
              || event.name.startsWith("message.") || event.name === "clock.moved",
          };
        }

        function summary(found) {
          return [
            el("p", { class: "crumbs" }, el("a", { href: "#/payments" }, "Payments")),
            heading("Payment"),
            el("div", { class: "summary" },
              el("p", { class: "worth" }, money(found.amount, found.currency, { large: true }),
                badge(found.state)),
              el("p", { class: "who" }, parties(found)),
              found.reason ? el("p", {}, "Reason: ", reason(found.reason)) : null,
              el("p", { class: "hint" }, stateMeaning(found.state)),
              facts([
                ["Payment",
                  [el("code", { class: "id" }, found.id), copyButton(found.id, "the id")]],
                ["Kind", kindWords(found.kind) + (found.scheme ? ", " + found.scheme : "")],
                ["File", found.file ? idLink(found.file) : null],
                ["Due", found.due_at ? time(found.due_at, { exact: true }) : null],
                ["Settlement date", found.settlement_date ? time(found.settlement_date) : null],
                ["Received", time(found.created_at, { exact: true })],
                ["Last change", time(found.updated_at, { exact: true })],
                ["Verification of payee",
                  VERIFICATION[found.verification_of_payee] || found.verification_of_payee],
              ])),
          ];
        }

        function timeline(history, state) {
          if (!history.length) return empty("No change of state is recorded.");
          return el("ol", { class: "timeline" }, history.map((step, index) => {
            const isLast = index === history.length - 1;
            return el("li", { "data-tone": stateTone(step.state),
              "aria-current": isLast && step.state === state ? "step" : null },
            el("div", { class: "step" }, el("b", {}, stateWords(step.state)),
              time(step.at, { exact: true })),
            el("p", { class: "hint" }, stateMeaning(step.state)),
            step.reason ? el("p", {}, reason(step.reason)) : null,
            el("p", { class: "sequence" }, `sequence ${step.sequence}`));
          }));
        }

        // Postings as a journal shows them: the debit first, the credit under it and indented.

        function journal(postings, currency, app) {
          if (!postings.length) return empty("Nothing is booked or held for this payment.");
          const posted = postings.filter((posting) => posting.status === "posted")
            .map((posting) => posting.amount);
          const total = posted.length ? sum(posted) : null;
          const head = ["Account", "Dr", "Cr"].map((title, column) => el("th", { scope: "col",
            class: column ? "amount" : null }, title));
          return el("div", { class: "scroll" }, el("table", { class: "journal" },
            el("caption", { class: "unseen" }, `Postings of this payment, in ${currency}`),
            el("thead", {}, el("tr", {}, head)),
            postings.map((posting) => entry(posting, app)),
            total && !isZero(total) ? el("tfoot", {}, el("tr", {}, el("th", { scope: "row" },
              `Posted, ${currency}`), el("td", { class: "amount total" }, money(total)),
            el("td", { class: "amount total" }, money(total)))) : null));
        }

        function entry(posting, app) {
          const note = el("tr", { class: "note" }, el("td", { colspan: "3" }, el("div", {},
            el("span", {}, time(posting.at, { exact: true })),
            el("span", {}, kindWords(posting.kind)),
            tag(STATUS[posting.status] || posting.status, STATUS_TONE[posting.status]))));
          return el("tbody", { "data-status": posting.status },
            note,
            el("tr", {}, el("td", {}, account(posting.debit, posting.debit_name, app)),
              el("td", { class: "amount" }, money(posting.amount)), el("td", {})),
            el("tr", { class: "credit" },
              el("td", {}, account(posting.credit, posting.credit_name, app)),
              el("td", {}), el("td", { class: "amount" }, money(posting.amount))));
        }

        const STATUS = { posted: "posted", pending: "held", posted_later: "held, then posted",
          voided: "released", expired: "expired" };
        const STATUS_TONE = { posted: "done", pending: "moving", posted_later: "plain",
          voided: "back",
          expired: "back" };

        function account(id, title, app) {
          const name = app.nameOf(id) || title;
          return name ? el("a", { href: "#/accounts/" + encodeURIComponent(id), title: id }, name)
            : idLink(id);
        }

        // The cancellation of a payment that is kept for a later day.

        function cancellationForm(path, app) {
          const why = el("textarea", { id: "why-cancelled", rows: "2", required: true,
            maxlength: "500" });
          const region = el("div", {});
          const button = el("button", { type: "submit" }, "Cancel the payment");
          const form = el("form", { on: { submit: (event) => {
            event.preventDefault();
            send();
          } } },
          field("Why, for the record", why, "Who asked for it, and when."), button, region);
          const node = panel("Cancel it", el("p", {}, "It waits for its day: nothing is held and "
            + "nothing has left. Once it is released it can only be recalled."), form);
          node.hidden = true;
          let key = newKey();
          async function send() {
            button.disabled = true;
            try {
              await post(path + "/cancel", { reason: why.value.trim() }, { key });
              key = newKey();
              form.reset();
              region.replaceChildren();
              app.refresh();
            } catch (refusal) {
              if (!app.refused(refusal)) outcome(region, "back", refusal.message);
            }
            button.disabled = false;
          }
          return { node, show(isShown) { node.hidden = !isShown; } };
        }

        // The end by hand, for a payment of which nobody knows what became.

        function resolutionForm(path, app) {
          const choice = (value, words, meaning) => el("label", { class: "choice" },
            el("input", { type: "radio", name: "outcome", value, required: true }),
            el("span", {}, el("b", {}, words), el("span", { class: "hint" }, meaning)));
          const why = el("textarea", { id: "why", rows: "2", required: true, maxlength: "500" });
          const region = el("div", {});
          const button = el("button", { type: "submit" }, "Propose this end");
          const form = el("form", { on: { submit: (event) => {
            event.preventDefault();
            send();
          } } },
          el("fieldset", {}, el("legend", {}, "What became of it?"),
            choice("executed", "It was executed",
              "The held money is booked out of the payer\u2019s account."),
            choice("not_executed", "It was not executed", "The hold is released; the payer has the "
              + "money again.")),
          field("Why, for the record", why, "Who said so, when, and where that is written down."),
          button, region);
          const node = panel("End it by hand", el("p", {}, "The clearing has not said what became "
            + "of this payment. Propose an end only on proof; another person confirms it under "
            + "Approvals. A late contrary answer opens a break and moves no money by itself."), form);
          node.classList.add("care");
          node.hidden = true;
          let key = newKey();
          async function send() {
            button.disabled = true;
            try {
              const body = { outcome: new FormData(form).get("outcome"), reason: why.value.trim() };
              await post(path + "/resolution", body, { key });
              key = newKey();
              form.reset();
              region.replaceChildren();
              app.refresh();
            } catch (refusal) {
              if (!app.refused(refusal)) outcome(region, "back", refusal.message);
            }
            button.disabled = false;
          }
          return { node, show(isShown) { node.hidden = !isShown; } };
        }
        """#
}
