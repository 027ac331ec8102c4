enum ConsoleStyle {
    /// Colours, type and the frame: side, strip, main.
    static let frame = #"""
        :root {
          color-scheme: light dark;
          --paper: light-dark(#f5f3ec, #0f1315);
          --surface: light-dark(#fffdf8, #161b1e);
          --raised: light-dark(#ffffff, #1d2427);
          --ink: light-dark(#1b2224, #e8e9e3);
          --soft: light-dark(#586365, #9ba6a6);
          --rule: light-dark(#e1dccf, #2a3235);
          --rule-strong: light-dark(#c6bfae, #3d474a);
          --accent: light-dark(#0f5a52, #6cc7b6);
          --accent-ink: light-dark(#ffffff, #0b1a18);
          --accent-wash: light-dark(#e4efe9, #182b29);
          --moving: light-dark(#2a5a8c, #86b5e4);
          --care: light-dark(#8f5200, #e9b060);
          --done: light-dark(#1c6a45, #74c79b);
          --back: light-dark(#9c3328, #ef9a8c);
          --moving-wash: light-dark(#e6eef6, #17242f);
          --care-wash: light-dark(#f9ecd6, #2c2314);
          --done-wash: light-dark(#e2f0e6, #15281f);
          --back-wash: light-dark(#f8e7e2, #2e1c1a);
          --shadow: light-dark(rgb(60 50 20 / 7%), rgb(0 0 0 / 35%));
          --sans: -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, "Noto Sans",
            Cantarell,
            "Liberation Sans", Arial, sans-serif;
          --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Source Serif 4", "Noto Serif",
            "Liberation Serif", Georgia, serif;
          --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Roboto Mono", "Noto Sans Mono",
            "Liberation Mono", "DejaVu Sans Mono", monospace;
          --gap: 1.25rem;
        }
        :root[data-theme="light"] { color-scheme: light; }
        :root[data-theme="dark"] { color-scheme: dark; }

        *, *::before, *::after { box-sizing: border-box; }
        [hidden] { display: none !important; }
        html { -webkit-text-size-adjust: 100%; scrollbar-gutter: stable; }
        body {
          margin: 0; min-height: 100vh; background: var(--paper); color: var(--ink);
          font: 400 0.9375rem/1.5 var(--sans); font-variant-numeric: tabular-nums lining-nums;
          -webkit-font-smoothing: antialiased;
        }
        h1, h2, p, ul, ol, dl, dd, figure, fieldset { margin: 0; padding: 0; border: 0; }
        ul, ol { list-style: none; }
        h1 { font: 500 2rem/1.15 var(--serif); letter-spacing: -0.01em; }
        h2 { font-size: 0.9375rem; font-weight: 650; letter-spacing: 0.005em; }
        a { color: var(--accent);
          text-decoration-color: color-mix(in srgb, currentColor 35%, transparent);
          text-underline-offset: 0.18em; }
        a:hover { text-decoration-color: currentColor; }
        b { font-weight: 620; }
        code { font: 0.9em/1.4 var(--mono); }
        :focus-visible { outline: 2.5px solid var(--accent); outline-offset: 2px;
          border-radius: 4px; }
        h1:focus, main:focus { outline: none; }
        .icon { width: 1.25rem; height: 1.25rem; flex: none; fill: none; stroke: currentColor;
          stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
        .faint, .hint { color: var(--soft); }
        .hint { font-size: 0.8438rem; }
        .unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
          clip-path: inset(50%); white-space: nowrap; }
        .skip { position: fixed; top: 0.5rem; left: 0.5rem; z-index: 9; padding: 0.6rem 1rem;
          background: var(--accent); color: var(--accent-ink); border-radius: 8px;
          transform: translateY(-200%); }
        .skip:focus { transform: none; }

        /* The strip: where we are, on every page. */
        .strip {
          position: sticky; top: 0; z-index: 5; display: flex; justify-content: space-between;
          gap: 1rem; align-items: center; min-height: 2.1rem; padding: 0.25rem 1.5rem;
          font-size: 0.8125rem; color: var(--soft); background: var(--surface);
          border-bottom: 1px solid var(--rule);
        }
        .strip[data-environment="sandbox"] {
          color: light-dark(#5a3d00, #f0cf98);
          background: repeating-linear-gradient(-45deg, light-dark(#f8e6c0, #33270f) 0 14px,
            light-dark(#f5dfb0, #3a2d13) 14px 28px);
          border-bottom-color: light-dark(#e3c98f, #54421f);
        }
        .marks { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.55rem; }
        .marks b { text-transform: uppercase; letter-spacing: 0.07em; font-size: 0.75rem; }
        .marks > :nth-child(n + 2)::before { content: "\00b7"; margin-right: 0.55rem;
          opacity: 0.6; }
        .strip-clock { white-space: nowrap; font-weight: 600; }

        .frame { display: grid; grid-template-columns: 14rem minmax(0, 1fr);
          min-height: calc(100vh - 2.1rem); background: linear-gradient(to right,
          var(--surface) calc(14rem - 1px), var(--rule) calc(14rem - 1px) 14rem,
            transparent 14rem); }
        .frame:has(> .side[hidden]) { grid-template-columns: minmax(0, 1fr); background: none; }
        .side { position: sticky; top: 2.1rem; align-self: start; display: flex;
          flex-direction: column;
          gap: 1.75rem; height: calc(100vh - 2.1rem); padding: 1.5rem 0.9rem 1rem; }
        .brand { display: flex; align-items: center; gap: 0.65rem; padding: 0 0.5rem;
          color: var(--ink); text-decoration: none; }
        .mark { width: 2rem; height: 2rem; flex: none; color: var(--accent); }
        .brand-words { display: grid; line-height: 1.25; min-width: 0; }
        .brand-words b { letter-spacing: 0.14em; font-weight: 680; }
        #bank { font-size: 0.75rem; color: var(--soft); }
        .pages { display: grid; gap: 0.15rem; }
        .pages a { display: flex; align-items: center; gap: 0.7rem; padding: 0.5rem 0.65rem;
          border-radius: 8px; color: var(--soft); text-decoration: none; font-weight: 520; }
        .pages a:hover { color: var(--ink); background: var(--paper); }
        .pages a[aria-current] { color: var(--accent); background: var(--accent-wash);
          font-weight: 620; }
        .count { min-width: 1.4em; padding: 0 0.4em; border-radius: 1em; text-align: center;
          font-size: 0.75rem; line-height: 1.5; font-weight: 650; color: var(--care);
          background: var(--care-wash); box-shadow: inset 0 0 0 1px
          color-mix(in srgb, var(--care) 25%, transparent); }
        .pages .count { margin-left: auto; }
        .tools { display: grid; gap: 0.15rem; margin-top: auto; font-size: 0.8438rem; }
        .tool, .connection { display: flex; align-items: center; gap: 0.7rem;
          padding: 0.4rem 0.65rem;
          color: var(--soft); }
        button.tool { justify-content: flex-start; min-height: 0; border: 0; background: none;
          font-weight: 400; }
        button.tool:hover { color: var(--ink); background: var(--paper); }
        .tool .icon { width: 1.1rem; height: 1.1rem; }
        .dot { width: 0.5em; height: 0.5em; flex: none; border-radius: 50%;
          background: currentColor; }
        .connection .dot { width: 0.55rem; height: 0.55rem; margin: 0 0.275rem; }
        .connection[data-state="on"] .dot { background: var(--done);
          box-shadow: 0 0 0 3px color-mix(in srgb, var(--done) 22%, transparent); }
        .connection[data-state="waiting"] { color: var(--care); }
        .connection[data-state="waiting"] .dot { animation: breathe 1.2s ease-in-out infinite; }
        @keyframes breathe { 50% { opacity: 0.25; } }

        main { min-width: 0; padding: 2rem clamp(1rem, 3vw, 2.75rem) 4rem; }
        .page, .sign-in { max-width: 76rem; margin: 0 auto; }
        .page[aria-busy]::before { content: ""; position: fixed; inset: 2.1rem 0 auto; height: 2px;
          z-index: 6; background: var(--accent); transform-origin: left;
          animation: look 1.5s 0.25s ease-out both; }
        @keyframes look { from { transform: scaleX(0); } to { transform: scaleX(0.9); } }
        .page-head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.35rem 1rem;
          margin-bottom: 1.35rem; }
        .lede { color: var(--soft); font-size: 1rem; }
        .crumbs { margin-bottom: 0.3rem; font-size: 0.8438rem; }

        /* Sign-in stands alone. */
        .sign-in { max-width: 26rem; margin-top: 12vh; padding: 2rem; background: var(--surface);
          border: 1px solid var(--rule); border-radius: 14px;
          box-shadow: 0 10px 40px var(--shadow); }
        .sign-in form { display: grid; gap: 1rem; }

        @media (max-width: 52rem) {
          .frame { display: block; background: none; }
          .strip { padding: 0.25rem 1rem; }
          .strip .wide { display: none; }
          .side { position: static; height: auto; flex-direction: row; align-items: center;
            justify-content: space-between; gap: 0.5rem; padding: 0.6rem 0.9rem 0.6rem 1rem;
            background: var(--surface); border-bottom: 1px solid var(--rule); }
          .brand { padding: 0; }
          .pages { position: fixed; inset: auto 0 0; z-index: 5; gap: 0;
            grid-auto-flow: column; grid-auto-columns: minmax(3.4rem, 1fr); overflow-x: auto;
            scrollbar-width: none;
            padding: 0.3rem 0.1rem calc(0.3rem + env(safe-area-inset-bottom)); background: var(--surface);
            border-top: 1px solid var(--rule); }
          .pages a { position: relative; flex-direction: column; gap: 0.1rem; padding: 0.4rem 0;
            font-size: 0.625rem; }
          .pages .count { position: absolute; top: 0.1rem; left: 56%; margin: 0;
            font-size: 0.625rem; }
          .tools { display: flex; margin: 0; align-items: center; gap: 0.1rem; }
          .tool span { position: absolute; width: 1px; height: 1px; overflow: hidden;
            clip-path: inset(50%); }
          button.tool { padding: 0.65rem; }
          .connection { padding: 0.4rem; }
          main { padding: 1.35rem 1rem 6.5rem; }
          h1 { font-size: 1.7rem; }
          .sign-in { margin-top: 1rem; padding: 1.35rem; }
        }
        @media (prefers-reduced-motion: reduce) {
          *, *::before, *::after { animation-duration: 1ms !important; animation-iteration-count: 1
            !important; transition: none !important; scroll-behavior: auto !important; }
        }
        @media print {
          .side, .strip-clock, .tools, .filters, .pager { display: none !important; }
          .frame { display: block; }
        }
        """#
}
