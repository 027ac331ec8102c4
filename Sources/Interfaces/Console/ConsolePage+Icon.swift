extension ConsolePage {
    /// The mark: a ring, and the double rule that closes an account.
    static let icon = #"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
        <rect width="32" height="32" rx="7" fill="#0f4f49"/>
        <g transform="translate(3.5 3.5) scale(.78)" fill="none" stroke="#f3efe4">
        <circle cx="15" cy="15" r="10.5" stroke-width="3.4"/>
        <path d="M17 19.5 26.5 29M21.5 17.5 30 26" stroke-width="2.6"/>
        </g>
        </svg>
        """#
}
