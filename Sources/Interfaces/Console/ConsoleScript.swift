/// The console's scripts, one module each; `app` is the one that the page names.
enum ConsoleScript {
    /// Every module by the name under which the others import it.
    static let modules: [(name: String, text: String)] = [
        ("app", app), ("dom", dom), ("words", words), ("figures", figures), ("api", api),
        ("live", live), ("clock", clock), ("parts", parts), ("sign-in", signIn),
        ("today", today), ("glance", glance), ("payments", payments), ("payment-list", paymentList),
        ("payment", payment), ("messages", messages), ("accounts", accounts),
        ("account", account), ("files", files), ("queues", queues),
        ("queue-actions", queueActions), ("days", days), ("approvals", approvals),
        ("reconciliation", reconciliation), ("clearing", clearing), ("entries", entries),
        ("parties", parties), ("engine", engine), ("schedules", schedules),
        ("tree", tree), ("transaction", transaction),
    ]
}
