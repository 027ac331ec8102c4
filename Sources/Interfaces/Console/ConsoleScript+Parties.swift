extension ConsoleScript {
    /// Parties: whom the bank knows, and what they are to its accounts.
    static let parties = #"""
        import { address, get, newKey, post } from "./api.js";
        import { el, field, swap } from "./dom.js";
        import { copyButton, empty, facts, heading, idLink, money, outcome, pager, panel, table, tag,
          time }
          from "./parts.js";

        const ROWS = 50;
        const KINDS = { person: "Person", company: "Company", unspecified: "Not said" };

        const COLUMNS = [
          { title: "Name", class: "name", cell: (row) => el("a",
            { href: "#/parties/" + encodeURIComponent(row.id) }, row.name) },
          { title: "Kind", class: "kind", cell: (row) => KINDS[row.kind] || row.kind },
          { title: "Identifiers", class: "what", cell: (row) => identifiers(row) },
          { title: "Accounts", class: "amount", cell: (row) => String(row.accounts.length) },
          { title: "Since", class: "when", cell: (row) => time(row.registered_at) },
        ];
        const ROLES = [
          { title: "Account", class: "name", cell: (row) => idLink(row.account) },
          { title: "Role", class: "what", cell: (row) => row.role },
        ];

        const CHANNELS = [
          { title: "Comes in by", class: "name", cell: (row) => [
            row.folder ? `folder ${row.folder}` : idLink(row.token),
            row.state === "open" ? null : tag(row.state, "care")] },
          { title: "For", class: "name", cell: (row) => idLink(row.party) },
          { title: "May debit", class: "what", cell: (row) => row.accounts.map((account) =>
            el("div", {}, idLink(account))) },
          { title: "Taken today, limits", class: "amount", cell: (row) => (row.limits.length
            ? row.limits.map((limit) => el("div", {}, limits(limit)))
            : el("span", { class: "faint" }, "no limit")) },
        ];

        function limits(limit) {
          const of = [["payment", limit.per_payment], ["day", limit.per_day],
            ["file", limit.per_file]].filter(([, most]) => most);
          return [money(limit.taken_today, limit.currency), el("span", { class: "faint kind" },
            of.map(([what, most]) => `${most} a ${what}`).join(", ") || "no limit")];
        }

        const identifiers = (row) => (row.identifiers.length
          ? row.identifiers.map((each) => `${each.scheme} ${each.value}`).join(", ")
          : el("span", { class: "faint" }, "\u2013"));

        export function parties(parameters, query, app) {
          const cursor = query.get("cursor") || "";
          const list = el("div", {});
          const ways = el("div", {});
          return {
            title: "Parties",
            node: el("div", {}, heading("Parties"), list, register(app),
              panel("Channels", ways)),
            async load() {
              const [found, channels] = await Promise.all([
                get(address("/api/v1/parties", { limit: ROWS, cursor })),
                get("/api/v1/channels?limit=1000")]);
              return { found, channels: channels.data };
            },
            draw({ found, channels }) {
              const rows = found.data || [];
              swap(ways, channels.length ? table("Channels", CHANNELS, channels,
                { class: "accounts" })
                : empty("No channel is bound.", "Open one with qenex-cli channel create."));
              swap(list, rows.length
                ? [table("Parties", COLUMNS, rows, { class: "accounts" }),
                  pager(found, (next) => address("#/parties", { cursor: next }), cursor)]
                : empty("Nobody is known yet.", "An account\u2019s name makes a party."));
            },
            wants: (event) => /^(party|account|channel|transfer)\.|^reconnected$/.test(event.name),
          };
        }

        export function party([id], query, app) {
          const body = el("div", {});
          return {
            title: "Party",
            node: body,
            load: () => get("/api/v1/parties/" + encodeURIComponent(id)),
            draw(found) {
              app.retitle(found.name);
              swap(body, el("p", { class: "crumbs" }, el("a", { href: "#/parties" }, "Parties")),
                heading(found.name),
                facts([
                  ["Kind", KINDS[found.kind] || found.kind],
                  ["Identifiers", identifiers(found)],
                  ...found.addresses.map((each) => ["Address", addressText(each)]),
                  ["Funds of kept orders", found.funds === "entry"
                    ? "held when they arrive" : "taken on their day"],
                  ["Since", time(found.registered_at)],
                  ["Party", [el("code", { class: "id" }, found.id),
                    copyButton(found.id, "the id")]],
                ]),
                panel("Accounts", found.accounts.length
                  ? table(`Accounts of ${found.name}`, ROLES, found.accounts,
                    { class: "accounts" })
                  : empty("No role on any account.")));
            },
            wants: (event) => /^(party|account)\.|^reconnected$/.test(event.name),
          };
        }

        function addressText(parts) {
          const street = [parts.street, parts.building_number].filter(Boolean).join(" ");
          const town = [parts.post_code, parts.town].filter(Boolean).join(" ");
          return [parts.building_name, street, town, parts.country].filter(Boolean).join(", ");
        }

        function register(app) {
          const name = el("input", { id: "party-name", autocomplete: "off", required: true,
            maxlength: "140" });
          const kind = el("select", { id: "party-kind" },
            el("option", { value: "company" }, "Company"),
            el("option", { value: "person" }, "Person"));
          const lei = el("input", { id: "party-lei", autocomplete: "off", maxlength: "20",
            pattern: "[A-Z0-9]{18}[0-9]{2}", title: "Twenty capital letters and digits" });
          const region = el("div", {});
          const button = el("button", { type: "submit" }, "Register");
          let key = newKey();
          async function send() {
            button.disabled = true;
            const body = { kind: kind.value, name: name.value.trim() };
            if (lei.value) body.identifiers = [{ scheme: "LEI", value: lei.value }];
            try {
              const made = await post("/api/v1/parties", body, { key });
              key = newKey();
              outcome(region, "done", "Registered: ", made.name, ".");
              name.value = "";
              lei.value = "";
              app.refresh();
            } catch (refusal) {
              if (!app.refused(refusal)) outcome(region, "back", refusal.message);
            }
            button.disabled = false;
          }
          return el("details", { class: "panel" }, el("summary", {}, "Register a party"),
            el("form", { class: "grid-form", on: { submit: (event) => {
              event.preventDefault();
              send();
            }, input: () => { key = newKey(); } } },
            field("Name", name), field("Kind", kind), field("LEI", lei), button), region);
        }
        """#
}
