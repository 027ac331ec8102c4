extension ConsoleScript {
    /// Sign-in: a token for a session that only the browser holds.
    static let signIn = #"""
        import { signIn } from "./api.js";
        import { el, field } from "./dom.js";
        import { heading, outcome } from "./parts.js";

        /** The page; `done` is called once the session is there. */
        export function signInPage(words, done) {
          const token = el("input", { id: "token", type: "password", required: true,
            autocomplete: "current-password", spellcheck: "false", maxlength: "512" });
          const region = el("div", {});
          const button = el("button", { type: "submit", class: "primary" }, "Sign in");
          const form = el("form", { on: { submit: async (event) => {
            event.preventDefault();
            button.disabled = true;
            try {
              await signIn(token.value.trim());
              token.value = "";
              await done();
            } catch (refusal) {
              outcome(region, "back", refusal.status === 401 || refusal.status === 403
                ? "No token of the bank, or one that has ended." : refusal.message);
              token.select();
            }
            button.disabled = false;
          } } },
          el("input", { type: "text", value: "token", autocomplete: "username",
            hidden: true, tabindex: "-1" }),
          field("Token", token,
            "Your own, shown once when it was given. The first is in admin.token in the data folder."),
          button, region);
          return el("div", { class: "sign-in" },
            heading("Sign in"),
            words ? el("p", { class: "outcome", "data-tone": "care" }, words) : null,
            form);
        }
        """#
}
