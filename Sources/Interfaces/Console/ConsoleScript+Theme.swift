extension ConsoleScript {
    /// The chosen theme, set before anything is painted.
    static let theme = #"""
        try {
          const theme = localStorage.getItem("qenex-theme");
          if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
        } catch {
          // Without storage the system's preference holds.
        }
        """#
}
