extension ConsoleScript {
    /// The way to the interface: one function a kind of request, and refusals in words.
    static let api = #"""
        /** A refusal of the server, or the want of one. */
        export class Refusal extends Error {
          constructor(status, problem) {
            super(problem.detail || problem.title || "The server refused without a word.");
            this.status = status;
            this.code = problem.code || "";
            this.title = problem.title || "";
            this.requestID = problem.request_id || "";
          }
        }

        // Longer than the server itself waits for anything.
        const PATIENCE = 60_000;
        const TOO_LATE = { title: "No answer", detail: "The server has not answered for a minute. "
          + "What was asked for may have been done: look before you ask again." };

        let csrf = "";

        async function ask(method, path, { body, type, key, accept } = {}) {
          const headers = { Accept: accept || "application/json" };
          if (body !== undefined) headers["Content-Type"] = type || "application/json";
          if (method !== "GET" && csrf) headers["Qenex-CSRF"] = csrf;
          if (key) headers["Idempotency-Key"] = key;
          let response;
          try {
            response = await fetch(path, { method, headers, body, credentials: "same-origin",
              cache: "no-store", redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
          } catch (error) {
            if (error.name === "TimeoutError") throw new Refusal(0, TOO_LATE);
            throw new Refusal(0, { title: "No connection",
              detail: "The server cannot be reached." });
          }
          if (response.ok) return response;
          throw new Refusal(response.status, await problemOf(response));
        }

        async function problemOf(response) {
          try {
            return await response.json();
          } catch {
            return { title: response.statusText,
              detail: `The server answered ${response.status}.` };
          }
        }

        export async function get(path) {
          const response = await ask("GET", path);
          return response.json();
        }

        export async function getText(path) {
          const response = await ask("GET", path, { accept: "application/xml, text/plain, */*" });
          return response.text();
        }

        /** Sends JSON text or a value; `key` makes a repeat of this write the same write. */
        export async function post(path, body, { type, key } = {}) {
          const text = typeof body === "string" || body instanceof Blob
            ? body : JSON.stringify(body);
          const response = await ask("POST", path, { body: text, type, key });
          const answer = await response.text();
          return answer ? JSON.parse(answer) : {};
        }

        /** The session, or `null` where nobody is signed in. */
        export async function session() {
          try {
            const found = await get("/session");
            csrf = found.csrf || "";
            return found;
          } catch (refusal) {
            if (refusal.status === 401 || refusal.status === 403) return null;
            throw refusal;
          }
        }

        export async function signIn(token) {
          await ask("POST", "/session", { body: JSON.stringify({ token }) });
        }

        export async function signOut() {
          await ask("DELETE", "/session");
          csrf = "";
        }

        /** A key for a write that may be tried again. */
        export function newKey() {
          const random = crypto.getRandomValues(new Uint8Array(16));
          return Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
        }

        /** `path` with those of the parameters that have a value. */
        export function address(path, parameters) {
          const query = new URLSearchParams(
            Object.entries(parameters).filter(([, value]) => value !== undefined && value !== ""));
          const text = query.toString();
          return text ? `${path}?${text}` : path;
        }

        /** All pages of a list, as far as `pagesMax`; `isWhole` says whether that was all. */
        export async function getAll(path, pagesMax) {
          const data = [];
          let cursor = "";
          for (let page = 0; page < pagesMax; page += 1) {
            const found = await get(address(path, { limit: 1000, cursor }));
            data.push(...(found.data || []));
            if (!found.has_more || !found.next_cursor) return { data, isWhole: true };
            cursor = found.next_cursor;
          }
          return { data, isWhole: false };
        }
        """#
}
