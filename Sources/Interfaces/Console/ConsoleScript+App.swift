extension ConsoleScript {
    /// The console: who is signed in, which page is shown, what is heard, and when a page looks
    /// again.
    static let app = #"""
        import { get, getAll, session, signOut } from "./api.js";
        import { account } from "./account.js";
        import { accountName, accounts } from "./accounts.js";
        import { approvals } from "./approvals.js";
        import { liquidity, outbox, recall, recalls, sentMessage } from "./clearing.js";
        import { bankNow, readClock, setClock } from "./clock.js";
        import { announce, el, icon, swap } from "./dom.js";
        import { day, days } from "./days.js";
        import { engine } from "./engine.js";
        import { accountClass, moves, openPayments } from "./entries.js";
        import { files } from "./files.js";
        import { Live } from "./live.js";
        import { empty, heading, problem } from "./parts.js";
        import { parties, party } from "./parties.js";
        import { payment } from "./payment.js";
        import { payments } from "./payments.js";
        import { countOpen, queueItem, queues } from "./queues.js";
        import { reconciliation, reconciliations } from "./reconciliation.js";
        import { schedule, schedules } from "./schedules.js";
        import { signInPage } from "./sign-in.js";
        import { eventTone, today } from "./today.js";
        import { transaction } from "./transaction.js";
        import { tree } from "./tree.js";
        import { stateWords } from "./words.js";

        const PAGES = [
          [/^\/today$/, "today", today],
          [/^\/payments$/, "payments", payments],
          [/^\/payments\/([^/]+)$/, "payments", payment],
          [/^\/accounts$/, "accounts", accounts],
          [/^\/accounts\/([^/]+)$/, "accounts", account],
          [/^\/accounts\/([^/]+)\/moves$/, "accounts", moves],
          [/^\/open$/, "today", openPayments],
          [/^\/parties$/, "parties", parties],
          [/^\/parties\/([^/]+)$/, "parties", party],
          [/^\/files$/, "files", files],
          [/^\/queues$/, "queues", queues],
          [/^\/queues\/([^/]+)$/, "queues", queues],
          [/^\/queues\/([^/]+)\/([^/]+)$/, "queues", queueItem],
          [/^\/days$/, "days", days],
          [/^\/days\/([^/]+)\/([^/]+)$/, "days", day],
          [/^\/days\/([^/]+)\/([^/]+)\/([^/]+)$/, "days", accountClass],
          [/^\/reconciliation$/, "clearing", reconciliations],
          [/^\/reconciliation\/([^/]+)\/([^/]+)$/, "clearing", reconciliation],
          [/^\/recalls$/, "clearing", recalls],
          [/^\/recalls\/([^/]+)$/, "clearing", recall],
          [/^\/outbox$/, "clearing", outbox],
          [/^\/outbox\/([^/]+)$/, "clearing", sentMessage],
          [/^\/liquidity$/, "clearing", liquidity],
          [/^\/approvals$/, "approvals", approvals],
          [/^\/engine$/, "engine", engine],
          [/^\/tree$/, "engine", tree],
          [/^\/transactions$/, "engine", transaction],
          [/^\/schedules$/, "engine", schedules],
          [/^\/schedules\/([^/]+)$/, "engine", schedule],
        ];
        // At most one look a beat, however many events arrive.
        const BEAT_MILLISECONDS = 700;
        const FEED_MAX = 40;
        const THEMES = ["auto", "light", "dark"];

        const at = (id) => document.getElementById(id);
        const main = at("main");

        const app = {
          isSandbox: false,
          feed: [],
          names: new Map(),
          refresh: () => look(),
          tick: () => tick(),
          retitle,
          /** Ends the session in the console where the server has ended it; says whether it did. */
          refused(refusal) {
            if (refusal.status !== 401) return false;
            askToSignIn("Your session has ended. Sign in again to go on.");
            return true;
          },
          remember(rows) {
            for (const row of rows) app.names.set(row.id, accountName(row));
          },
          nameOf: (id) => app.names.get(id),
          async accountNames() {
            if (app.names.size) return;
            app.remember((await getAll("/api/v1/accounts", 1)).data);
          },
        };

        const live = new Live(heard, (state, words) => {
          at("connection").dataset.state = state;
          at("connection-words").textContent = words;
        });

        let view = null;
        let beat = 0;
        let goesForward = true;
        const scrolls = new Map();
        let shownHash = "";

        // Pages.

        function place() {
          const [path, query] = (location.hash.slice(1) || "/today").split("?");
          for (const [pattern, name, page] of PAGES) {
            const found = pattern.exec(path);
            if (found) return { name, page, parameters: parametersOf(found), query };
          }
          return { name: "", page: nowhere, parameters: [], query };
        }

        function parametersOf(found) {
          try {
            return found.slice(1).map(decodeURIComponent);
          } catch {
            return found.slice(1);
          }
        }

        const nowhere = () => ({ title: "Nothing here",
          node: el("div", {}, heading("Nothing here"),
            empty("The console has no such page.", el("a", { href: "#/today" }, "Today"))) });

        async function open(isFirst) {
          scrolls.set(shownHash, scrollY);
          shownHash = location.hash;
          const { name, page, parameters, query } = place();
          for (const link of at("pages").querySelectorAll("a")) {
            if (link.dataset.page !== name) {
              link.removeAttribute("aria-current");
              continue;
            }
            link.setAttribute("aria-current", "page");
            // On a narrow screen the pages' bar may be longer than the screen.
            link.scrollIntoView({ block: "nearest", inline: "nearest" });
          }
          view = page(parameters, new URLSearchParams(query || ""), app);
          const mine = view;
          retitle(view.title);
          main.replaceChildren(view.node);
          view.node.classList.add("page");
          view.node.setAttribute("aria-busy", "true");
          tick();
          await look();
          if (view !== mine) return;
          scrollTo(0, goesForward ? 0 : scrolls.get(shownHash) || 0);
          goesForward = false;
          if (!isFirst) main.querySelector("h1")?.focus({ preventScroll: true });
        }

        function retitle(title) {
          document.title = `${title} \u2013 QENEX${app.isSandbox ? " sandbox" : ""}`;
        }

        /** Reads what the page shows again, and draws it where it differs. */
        function look() {
          const mine = view;
          if (!mine) return Promise.resolve();
          mine.looksAgain = Boolean(mine.looking);
          mine.looking ||= lookUntilSettled(mine).finally(() => { mine.looking = null; });
          return mine.looking;
        }

        // A page that is slow to answer holds up itself alone: another one is read meanwhile.
        async function lookUntilSettled(mine) {
          do {
            mine.looksAgain = false;
            await lookOnce(mine);
          } while (mine.looksAgain && view === mine);
        }

        async function lookOnce(mine) {
          try {
            const data = mine.load ? await mine.load() : null;
            if (view !== mine) return;
            mine.notice?.remove();
            mine.node.classList.remove("is-broken");
            const text = JSON.stringify(data);
            if (text !== mine.drawn && mine.draw) mine.draw(data);
            mine.drawn = text;
          } catch (refusal) {
            if (view === mine && !app.refused(refusal)) showProblem(mine, refusal);
          }
          mine.node.removeAttribute("aria-busy");
        }

        function showProblem(mine, refusal) {
          mine.notice?.remove();
          if (mine.drawn) {
            mine.notice = el("p", { class: "outcome", "data-tone": "care", role: "status" },
              "What you see may be old: ", refusal.message);
            mine.node.prepend(mine.notice);
          } else if (refusal.status === 404) {
            mine.notice = el("div", {}, heading("Nothing here"),
              empty("The bank knows nothing by this name.", el("a", { href: "#/today" }, "Today")));
            mine.node.replaceChildren(mine.notice);
          } else {
            mine.notice = problem(refusal, look);
            mine.node.append(mine.notice);
            mine.node.classList.add("is-broken");
          }
        }

        // Events.

        const unsaid = [];

        function heard(event) {
          if (event.name === "clock.moved") readClock().then(tick, () => {});
          if (event.name !== "reconnected" && event.name !== "disconnected") {
            app.feed.unshift({ ...event, time: bankNow()?.time, tone: eventTone(event.name) });
            app.feed.length = Math.min(app.feed.length, FEED_MAX);
            if (event.name.startsWith("payment.")) unsaid.push(event.name.slice(8));
          }
          if (/^account\./.test(event.name)) app.names.clear();
          if (!view) return;
          const isWanted = !view.wants || view.wants(event);
          app.isChanged = app.isChanged || isWanted;
          app.mayBeOpen = app.mayBeOpen
            || /^break|unapplied|outcome_unknown|parked|reconn|payment|recall/.test(event.name);
          if (!beat) beat = setTimeout(onBeat, BEAT_MILLISECONDS);
        }

        async function onBeat() {
          beat = 0;
          if (document.hidden) return;
          view?.hear?.();
          say();
          const { isChanged, mayBeOpen } = app;
          app.isChanged = false;
          app.mayBeOpen = false;
          if (isChanged) await look();
          if (mayBeOpen) await showOpenCount();
        }

        function say() {
          if (!unsaid.length) return;
          announce(unsaid.length === 1 ? `A payment is now: ${stateWords(unsaid[0])}.`
            : `${unsaid.length} payments have changed.`);
          unsaid.length = 0;
        }

        async function showOpenCount() {
          try {
            const count = await countOpen();
            at("open-count").hidden = !count;
            at("open-count").textContent = count > 99 ? "99+" : String(count);
            at("open-count").title = `${count} to look at`;
          } catch (refusal) {
            app.refused(refusal);
          }
        }

        // The frame: environment, clock, theme, session.

        function showStrip(environment, bank, hasSimulators) {
          app.isSandbox = environment === "sandbox";
          const strip = at("strip");
          const marks = [
            app.isSandbox ? el("b", {}, "Sandbox") : null,
            app.isSandbox ? el("span", { class: "wide" }, "no real money moves here") : null,
            hasSimulators ? el("b", {}, "Clearing simulator") : null,
            hasSimulators ? el("span", { class: "wide" },
              "answers in the clearing\u2019s place") : null,
          ];
          swap(strip, el("span", { class: "marks" }, marks),
            el("span", { class: "strip-clock", "data-clock": "short" }));
          strip.hidden = false;
          strip.dataset.environment = environment || "";
          at("bank").textContent = bank || "";
        }

        function tick() {
          const now = bankNow();
          if (!now) return;
          for (const node of document.querySelectorAll("[data-clock]")) {
            const words = node.dataset.clock === "short"
              ? `${now.shortDay}, ${now.time}` : `${now.weekday}, ${now.day}, ${now.time}`;
            if (node.textContent !== words) node.textContent = words;
          }
        }

        function setTheme(theme) {
          if (theme === "auto") delete document.documentElement.dataset.theme;
          else document.documentElement.dataset.theme = theme;
          at("theme-words").textContent = { auto: "Theme: system", light: "Theme: light",
            dark: "Theme: dark" }[theme];
          at("theme").title = at("theme-words").textContent;
          try {
            localStorage.setItem("qenex-theme", theme);
          } catch {
            // Without storage the choice lasts as long as the page.
          }
        }

        function nextTheme() {
          const now = document.documentElement.dataset.theme || "auto";
          setTheme(THEMES[(THEMES.indexOf(now) + 1) % THEMES.length]);
          announce(at("theme-words").textContent);
        }

        function askToSignIn(words) {
          live.stop();
          view = null;
          app.feed = [];
          app.names.clear();
          at("side").hidden = true;
          document.title = "Sign in \u2013 QENEX";
          main.replaceChildren(signInPage(words, begin));
          at("token").focus();
        }

        /** Shows the console where somebody is signed in, else the way in. */
        async function begin() {
          let found = null;
          try {
            found = await session();
          } catch (refusal) {
            main.replaceChildren(problem(refusal, begin));
            return;
          }
          if (!found) {
            await showPublicState();
            askToSignIn("");
            return;
          }
          showStrip(found.environment, found.bank, found.simulators);
          at("side").hidden = false;
          const clock = readClock().then(tick, () => {});
          live.start();
          await Promise.all([clock, open(true), showOpenCount()]);
        }

        async function showPublicState() {
          try {
            const status = await get("/status");
            setClock(status.now);
            const isSimulated = (status.components || []).some((part) =>
              /simulator/.test([part.name, part.state, part.detail]));
            showStrip(status.environment, "", isSimulated);
            tick();
          } catch {
            // The sign-in itself will say what is wrong.
          }
        }

        for (const slot of document.querySelectorAll("[data-slot]")) {
          slot.replaceWith(icon(slot.dataset.slot));
        }
        setTheme(document.documentElement.dataset.theme || "auto");
        at("theme").addEventListener("click", nextTheme);
        at("skip").addEventListener("click", (event) => {
          event.preventDefault();
          main.focus();
        });
        at("sign-out").addEventListener("click", async () => {
          try {
            await signOut();
            askToSignIn("You are signed out.");
          } catch (refusal) {
            if (!app.refused(refusal)) announce(refusal.message);
          }
        });
        document.addEventListener("click", (event) => {
          if (event.target.closest?.("a[href^='#/']")) goesForward = true;
        });
        document.addEventListener("visibilitychange", () => {
          if (!document.hidden && view) onBeat();
        });
        addEventListener("hashchange", () => { if (view) open(false); });
        history.scrollRestoration = "manual";
        setInterval(tick, 1000);
        setInterval(() => { if (view?.watches && !document.hidden) look(); }, 1000);
        begin();
        """#
}
