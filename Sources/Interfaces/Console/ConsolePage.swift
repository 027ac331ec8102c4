enum ConsolePage {
    /// The shell of the console: frame, navigation and icons; all else is made by the scripts.
    static let html = #"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <title>QENEX</title>
        <link rel="icon" href="/console/icon.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/console/style.css">
        <script src="/console/theme.js"></script>
        <script type="module" src="/console/app.js"></script>
        </head>
        <body>
        <a class="skip" id="skip" href="#main">Skip to the content</a>
        <div class="strip" id="strip" role="note" aria-label="Environment" hidden></div>
        <div class="frame" id="frame">
          <header class="side" id="side" hidden>
            <a class="brand" href="#/today" aria-label="QENEX, to today">
              <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
                <circle cx="15" cy="15" r="10.5" fill="none" stroke="currentColor"
                  stroke-width="3"/>
                <path d="M17 19.5 26.5 29M21.5 17.5 30 26" fill="none" stroke="currentColor"
                  stroke-width="2.2"/>
              </svg>
              <span class="brand-words"><b>QENEX</b><span id="bank"></span></span>
            </a>
            <nav class="pages" id="pages" aria-label="Pages">
              <a href="#/today" data-page="today"><i data-slot="today"></i><span>Today</span></a>
              <a href="#/payments" data-page="payments"><i data-slot="payments"></i
                ><span>Payments</span></a>
              <a href="#/accounts" data-page="accounts"><i data-slot="accounts"></i
                ><span>Accounts</span></a>
              <a href="#/parties" data-page="parties"><i data-slot="parties"></i
                ><span>Parties</span></a>
              <a href="#/files" data-page="files"><i data-slot="files"></i><span>Files</span></a>
              <a href="#/queues" data-page="queues"><i data-slot="exceptions"></i
                ><span>Queues</span><b class="count" id="open-count" hidden></b></a>
              <a href="#/reconciliation" data-page="clearing"><i data-slot="clearing"></i
                ><span>Clearing</span></a>
              <a href="#/days" data-page="days"><i data-slot="days"></i><span>Days</span></a>
              <a href="#/approvals" data-page="approvals"><i data-slot="check"></i
                ><span>Approvals</span></a>
              <a href="#/engine" data-page="engine"><i data-slot="engine"></i
                ><span>Engine</span></a>
            </nav>
            <div class="tools">
              <p class="connection" id="connection" data-state="off" role="status"
                ><i class="dot" aria-hidden="true"></i><span id="connection-words">Not
                  connected</span></p>
              <button class="tool" id="theme" type="button"><i data-slot="theme"></i
                ><span id="theme-words">Theme</span></button>
              <button class="tool" id="sign-out" type="button"><i data-slot="leave"></i
                ><span>Sign out</span></button>
            </div>
          </header>
          <main id="main" tabindex="-1">
            <noscript><p class="panel">The console needs JavaScript. The interface under
              <code>/api/v1</code> and <code>qenex-cli</code> do not.</p></noscript>
          </main>
        </div>
        <div class="unseen" id="announcer" aria-live="polite"></div>
        <template id="icons">
          <svg data-icon="today" viewBox="0 0 24 24"><path d="M4 19V11M10 19V5M16 19v-6M22
            19H2"/></svg>
          <svg data-icon="payments" viewBox="0 0 24 24"><path d="M3 8h16m-4-4 4 4-4 4M21 16H5m4
            4-4-4
            4-4"/></svg>
          <svg data-icon="accounts" viewBox="0 0 24 24"><path d="M3 9 12 4l9 5M5 9v9M10 9v9M14
            9v9M19
            9v9M3 20.5h18"/></svg>
          <svg data-icon="parties" viewBox="0 0 24 24"><circle cx="9" cy="8" r="3.5"/><path d="M2.5
            20c0-8 13-8 13 0M15.5 5a3.5 3.5 0 0 1 0 6.5M18 14.5c2.5 1 3.5 3 3.5 5.5"/></svg>
          <svg data-icon="files" viewBox="0 0 24 24"><path d="M6 3h8l5 5v13H6zM13.5 3v5.5H19M12.5
            18v-6m-2.5 2.5 2.5-2.5 2.5 2.5"/></svg>
          <svg data-icon="exceptions" viewBox="0 0 24 24"><path d="M12 4 2.5 20h19zM12 10v5M12
            17.2v.8"/></svg>
          <svg data-icon="engine" viewBox="0 0 24 24"><path d="M4 17a8 8 0 1 1 16 0M12 17l4-6"/></svg>
          <svg data-icon="clearing" viewBox="0 0 24 24"><path d="M4 5h6v14H4zM14 5h6v14h-6zM10
            9.5h4M10 14.5h4"/></svg>
          <svg data-icon="days" viewBox="0 0 24 24"><path d="M4 6h16v14H4zM4 10.5h16M8 3v5M16
            3v5"/></svg>
          <svg data-icon="theme" viewBox="0 0 24 24"><circle cx="12" cy="12" r="8.5"/><path
            d="M12 3.5v17a8.5 8.5 0 0 0 0-17z" fill="currentColor"/></svg>
          <svg data-icon="leave" viewBox="0 0 24 24"><path d="M10 4H5v16h5M9 12h12m-4-4 4 4-4
            4"/></svg>
          <svg data-icon="copy" viewBox="0 0 24 24"><path d="M9 8h11v12H9zM16 8V4H5v12h4"/></svg>
          <svg data-icon="close" viewBox="0 0 24 24"><path d="m5 5 14 14M19 5 5 19"/></svg>
          <svg data-icon="check" viewBox="0 0 24 24"><path d="m4 12.5 5.5 5.5L20 6.5"/></svg>
          <svg data-icon="upload" viewBox="0 0 24 24"><path d="M12 16V4m-5 5 5-5 5 5M4
            15v5h16v-5"/></svg>
          <svg data-icon="download" viewBox="0 0 24 24"><path d="M12 4v12m-5-5 5 5 5-5M4
            15v5h16v-5"/></svg>
          <svg data-icon="arrow" viewBox="0 0 24 24"><path d="M4 12h16m-5-5 5 5-5 5"/></svg>
        </template>
        </body>
        </html>
        """#
}
