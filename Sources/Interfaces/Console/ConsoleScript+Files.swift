extension ConsoleScript {
    /// Payment files: hand one in, and see what became of those handed in before.
    static let files = #"""
        import { Refusal, address, get, newKey, post } from "./api.js";
        import { announce, el, icon, swap } from "./dom.js";
        import { bytes, number } from "./figures.js";
        import { empty, heading, idLink, pager, panel, reason, table, tag, time } from "./parts.js";
        import { spelled } from "./words.js";

        const ROWS = 50;
        // What the interface takes.
        const BYTES_MAX = 31 << 20;
        const TONES = { accepted: "done", partly_accepted: "care", rejected: "back" };
        const STATUS = { accepted: "Accepted", partly_accepted: "Partly accepted",
          rejected: "Rejected" };

        const COLUMNS = [
          { title: "Status", class: "state", cell: (row) => [verdict(row), reason(row.reason)] },
          { title: "File", class: "what", cell: (row) => [idLink(idOf(row)),
            row.version ? el("span", { class: "faint kind" }, versionWords(row.version)) : null] },
          { title: "Received", class: "when", cell: (row) => time(row.received_at || row.at) },
          { title: "Payments", class: "amount count-of", cell: (row) => number(countOf(row)) },
          { title: "Accepted", class: "amount accepted", cell: (row) => number(row.accepted) },
          { title: "Rejected", class: "amount rejected", cell: (row) => number(rejectedOf(row)) },
        ];

        const idOf = (row) => row.id || row.file_id || row.file;
        const countOf = (row) => row.payments ?? row.count ?? 0;
        const rejectedOf = (row) => row.rejected ?? countOf(row) - (row.accepted ?? 0);

        function statusOf(row) {
          if (row.status) return row.status;
          if (!row.accepted) return "rejected";
          return rejectedOf(row) > 0 ? "partly_accepted" : "accepted";
        }

        const verdict = (row) => tag(STATUS[statusOf(row)] || spelled(statusOf(row)),
          TONES[statusOf(row)]);

        const versionWords = (version) => (/^\d{1,2}$/.test(String(version))
          ? `pain.001.001.${String(version).padStart(2, "0")}` : String(version));

        export function files(parameters, query, app) {
          const cursor = query.get("cursor") || "";
          const list = el("div", {});
          return {
            title: "Files",
            node: el("div", {}, heading("Files"), dropZone(app), panel("Handed in", list)),
            load: () => get(address("/api/v1/files", { limit: ROWS, cursor })),
            draw(found) {
              const rows = (found.data || []).map((row) => ({ ...row, id: idOf(row) }));
              swap(list, rows.length
                ? [table("Payment files, newest first", COLUMNS, rows, { class: "files" }),
                  pager(found, (next) => address("#/files", { cursor: next }), cursor)]
                : empty(cursor ? "No older file." : "No file was handed in yet.",
                  cursor ? null : "Make one to try: qenex-cli payment example --transfers 5"));
            },
            wants: (event) => event.name === "file.decided" || event.name === "reconnected",
          };
        }

        function dropZone(app) {
          const picker = el("input", { id: "picker", type: "file", multiple: true,
            accept: ".xml,application/xml,text/xml", class: "unseen" });
          const results = el("ul", { class: "uploads", "aria-live": "polite" });
          const zone = el("section", { class: "panel drop",
            "aria-label": "Hand in a payment file" },
            el("label", { for: "picker", class: "drop-label" }, icon("upload"),
              el("span", {}, el("b", {}, "Choose a payment file"), " or drop it here"),
              el("span", { class: "hint" }, "pain.001.001 in version 03, 09 or 11, as XML")),
            picker, results);
          const take = async (chosen) => {
            for (const file of chosen) await handIn(file, results, app);
          };
          picker.addEventListener("change", async () => {
            await take([...picker.files]);
            picker.value = "";
          });
          const light = (isOver) => (event) => {
            event.preventDefault();
            zone.classList.toggle("is-over", isOver);
          };
          zone.addEventListener("dragenter", light(true));
          zone.addEventListener("dragover", light(true));
          zone.addEventListener("dragleave", light(false));
          zone.addEventListener("drop", (event) => {
            light(false)(event);
            take([...event.dataTransfer.files]);
          });
          return zone;
        }

        async function handIn(file, results, app, key = newKey()) {
          const line = el("li", {}, el("span", { class: "upload-name" }, file.name,
            el("span", { class: "hint" }, " " + bytes(file.size))),
          el("span", {}, "Sending\u2026"));
          results.prepend(line);
          try {
            const body = await contentOf(file);
            const answer = await post("/api/v1/payments", body, { type: "application/xml", key });
            line.lastChild.replaceWith(answered(answer));
            announce(`${file.name}: ${STATUS[answer.status] || answer.status}.`);
            app.refresh();
          } catch (refusal) {
            if (app.refused(refusal)) return;
            // The same key: where the first try arrived, the second only hears what became of it.
            const again = refusal.status === 0 || refusal.status >= 500
              ? el("button", { type: "button", class: "small", on: { click: () => {
                line.remove();
                handIn(file, results, app, key);
              } } }, "Try again") : null;
            line.lastChild.replaceWith(el("span", { class: "upload-answer" },
              tag("Not taken", "back"),
              el("span", {}, refusal.message), again));
          }
        }

        // Read before it is sent: a file that has gone or grown too large is told from a dead line.
        async function contentOf(file) {
          if (file.size > BYTES_MAX) {
            throw new Refusal(413, { detail: `The file has ${bytes(file.size)}; allowed are `
              + `${bytes(BYTES_MAX)}.` });
          }
          try {
            return new Blob([await file.arrayBuffer()]);
          } catch {
            throw new Refusal(400, { detail: "The file cannot be read." });
          }
        }

        function answered(answer) {
          return el("span", { class: "upload-answer" },
            tag(STATUS[answer.status] || spelled(answer.status), TONES[answer.status]),
            el("span", {},
              `${number(answer.accepted)} of ${number(answer.payments)} payments accepted`),
            reason(answer.reason), answer.file_id ? idLink(answer.file_id) : null);
        }
        """#
}
