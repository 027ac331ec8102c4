/// Schemas of the main answers (JSON Schema 2020-12, as OpenAPI 3.1 takes it).
///
/// An object lists every member that its answer has; one that may be `null` says so.
enum Schema {
    static let account = object(
        "id", "name", "currency", "status", "role", "balance", "available", "held", "expected",
        "credit_line", nullable: ["reference", "iban", "scheme", "party", "late_orders"])
    static let balance = object("account", "currency", "at", "balance", "held", "available")
    static let entry = object(
        "transfer_id", "amount", "currency", "kind", "timestamp", "balance_after",
        nullable: ["booking_date", "value_date", "counter_account", "payment_id"],
        integers: ["interest_free_days"])
    static let transfer = object(
        "transaction_id", "status", "from_account", "to_account", "amount", "currency", "timestamp",
        nullable: ["reference", "fee"], more: [("sequence", #"{"type":["integer","null"]}"#)])
    static let waitingTransfer = object(
        "transaction_id", "status", "from_account", "to_account", "amount", "currency", "timestamp",
        "approval_id", "content", nullable: ["reference", "fee"],
        more: [("sequence", #"{"type":["integer","null"]}"#)])
    static let openingMoney = object(
        "transaction_id", "status", "to_account", "amount", "currency", "timestamp",
        nullable: ["reference"], more: [("sequence", #"{"type":["integer","null"]}"#)])
    static let takenFile = object(
        "file_id", "status", "verification_of_payee", nullable: ["reason", "held_for", "content"],
        integers: ["payments", "accepted", "rejected", "repeated_references"],
        more: [
            ("warnings", list(of: object("code", "payment"))),
            ("fees", orNull(list(of: object("currency", "amount")))),
        ])
    static let listedFile = object(
        "file_id", "status", "verification_of_payee", "received_at", nullable: ["reason"],
        integers: [
            "payments", "accepted", "rejected", "repeated_references", "version", "sequence",
        ])
    static let file = object(
        "file_id", "status", "verification_of_payee", "received_at", nullable: ["reason"],
        integers: [
            "payments", "accepted", "rejected", "repeated_references", "version", "sequence",
            "processing",
        ],
        more: [("states", counts)])
    private static let paymentMembers = [
        "id", "kind", "state", "created_at", "updated_at",
    ]
    private static let paymentNullable = [
        "amount", "currency", "file", "reason", "scheme", "debtor", "creditor", "account",
        "counter_account",
        "settlement_date",
    ]
    static let listedPayment = object(paymentMembers, nullable: paymentNullable)
    static let payment = object(
        paymentMembers + ["verification_of_payee"],
        nullable: paymentNullable + ["due_at", "leaves_at"],
        more: [
            ("history", list(of: step)), ("messages", list(of: message)),
            ("postings", list(of: posting)),
        ])
    static let traced = object(
        "at", "event", "detail", nullable: ["id"],
        more: [("sequence", #"{"type":["integer","null"]}"#)])
    static let message = object(
        "id", "type", "direction", "at", nullable: ["name"], integers: ["sequence"])
    private static let step = object("state", "at", nullable: ["reason"], integers: ["sequence"])
    private static let posting = object(
        "transfer_id", "debit", "debit_name", "credit", "credit_name", "amount", "kind", "status",
        "at", nullable: ["booking_date", "value_date"])
    static let openItem = object(
        "kind", "state", "amount", "since", "detail",
        nullable: ["id", "currency", "scheme", "reason", "figure"], integers: ["age_seconds"])
    static let today = object(
        "now", "started_at", nullable: ["day"],
        more: [
            (
                "schemes",
                list(
                    of: object(
                        "name", "currency", "opening", "received", "sent", "position", "held",
                        "in_transit", "expected", "position_after",
                        nullable: ["account", "cut_off", "opens_at"],
                        more: [
                            ("cut_off_in_seconds", #"{"type":["integer","null"]}"#),
                            ("days", list(of: object("state", nullable: ["day"]))),
                        ]))
            ), ("queues", list(of: queueCount)),
        ])
    static let queueCount = object("queue", integers: ["count"])
    private static let queueMembers = ["id", "queue", "state", "since"]
    private static let queueNullable = [
        "kind", "amount", "currency", "scheme", "owner", "owner_name", "subject", "due",
    ]
    static let queueItem = object(
        queueMembers, nullable: queueNullable, integers: ["age_seconds"])
    static let shownQueueItem = object(
        queueMembers, nullable: queueNullable + ["message", "ours", "theirs", "day", "transfer"],
        integers: ["age_seconds"],
        more: [
            (
                "notes",
                list(of: object("at", nullable: ["by", "by_name", "owner", "owner_name", "text"]))
            )
        ])
    static let queueResult = object(
        "id", "status",
        nullable: ["approval_id", "content", "result", "code", "param", "detail"])
    static let engine = object(
        [],
        integers: [
            "at_milliseconds", "uptime_seconds", "accounts", "transfers", "commands", "entries",
            "journal_bytes", "refusals", "commits", "commit_microseconds", "durable_sequence",
            "queue", "events_kept",
        ],
        more: [
            (
                "archive", list(of: object("cursor", integers: ["position", "behind"]))
            ),
            (
                "segments",
                object(
                    [], nullable: ["failure"], integers: ["transfers", "files", "runs", "bytes"],
                    more: [("busy", #"{"type":"boolean"}"#)])
            ),
            ("memory", list(of: object("pool", integers: ["bytes"]))),
        ])
    static let clock = object(
        "now", "environment", nullable: ["business_date", "note"],
        more: [
            ("sandbox", #"{"type":"boolean"}"#),
            ("days", list(of: object("currency", nullable: ["booking_day", "closed_through"]))),
        ])
    static let closedDay = object(
        "currency", "day", "status", "closed_at", integers: ["closed_in"])
    private static let dayLists = [
        (
            name: "differences",
            schema: list(of: object("kind", "day", "ours", nullable: ["scheme", "theirs"]))
        ),
        (
            name: "open",
            schema: list(
                of: object("state", "amount", nullable: ["scheme"], integers: ["payments"]))
        ),
    ]
    private static let dayMembers = ["currency", "day", "status", "closed_by"]
    private static let dayNullable = ["closed_at", "accepted_by", "reason"]
    static let day = object(
        dayMembers, nullable: dayNullable, integers: ["closed_in"], more: dayLists)
    static let wholeDay = object(
        dayMembers, nullable: dayNullable + ["trial_balance_sha256"], integers: ["closed_in"],
        more: dayLists + [
            (
                "trial_balance",
                list(
                    of: object(
                        "class", "opening", "debits", "credits", "closing", nullable: ["scheme"],
                        integers: ["accounts"]))
            ),
            ("signatures", list(of: signature)),
            ("total", orNull(object("opening", "debits", "credits", "closing"))),
            (
                "safeguarding",
                orNull(
                    object(
                        "customers", "in_transit_out", "unapplied_in", "owed", "settlement",
                        "difference"))
            ),
        ])
    static let signature = object(
        "name", "sha256", "at", nullable: ["by", "by_name"], integers: ["sequence"])
    private static let tokenMembers = ["id", "name", "role", "state", "issued_at"]
    private static let tokenNullable = [
        "person", "issued_by", "expires", "revoked_at", "revoked_by",
    ]
    static let token = object(tokenMembers, nullable: tokenNullable)
    static let givenToken = object(tokenMembers, nullable: tokenNullable + ["token"])
    private static let approvalMembers = [
        "id", "kind", "state", "held_for", "subject", "content", "requested_at", "expires",
    ]
    private static let approvalNullable = [
        "amount", "currency", "requested_by", "requested_by_name", "decided_by", "decided_by_name",
        "decided_at",
    ]
    private static let approvalNumbers = ["payments", "age_seconds"]
    static let approval = object(
        approvalMembers, nullable: approvalNullable, integers: approvalNumbers)
    static let decidedApproval = object(
        approvalMembers, nullable: approvalNullable + ["result"], integers: approvalNumbers)
    static let shownApproval = object(
        approvalMembers,
        nullable: approvalNullable + [
            "text", "reason", "from_account", "to_account", "outcome", "repeats",
        ],
        integers: approvalNumbers,
        more: [("sums", list(of: object("amount", "currency"))), dayLists[0]])
    private static let sentMembers = ["id", "type", "name", "at"]
    private static let sentNullable = ["scheme", "settlement_date"]
    private static let sentNumbers = ["payments", "resends", "sequence"]
    private static let isAnswered = ("answered", #"{"type":["boolean","null"]}"#)
    static let sentMessage = object(
        sentMembers, nullable: sentNullable, integers: sentNumbers, more: [isAnswered])
    static let shownSentMessage = object(
        sentMembers, nullable: sentNullable + ["hash"], integers: sentNumbers + ["bytes"],
        more: [
            isAnswered,
            (
                "sent_again",
                list(
                    of: object(
                        "at", nullable: ["by", "by_name", "reason"], integers: ["sequence"]))
            ),
        ])
    static let liquidityMove = object(
        "id", "state", "amount", "since", nullable: ["from", "to", "currency", "by", "by_name"],
        integers: ["age_seconds"])
    static let recall = object(
        "id", "direction", "state", "amount", "reason", "asked_at",
        nullable: [
            "payment", "account", "scheme", "currency", "answer", "message", "answer_by", "by",
            "by_name", "text",
        ], integers: ["age_seconds"], more: [("overdue", #"{"type":"boolean"}"#)])
    static let scheme = object(
        "name", "pace", "currency", "state", "waiting_amount", "settled", "in_transit", "held",
        "left", "needed", "announced", "projected", "until",
        nullable: ["since", "by", "by_name", "reason", "floor", "opens_at"],
        integers: [
            "waiting_payments", "waiting_returns", "waiting_questions", "waiting_answers",
            "until_seconds",
        ],
        more: [
            ("below_floor", #"{"type":"boolean"}"#), ("open", #"{"type":"boolean"}"#),
        ])
    static let statusChange = object(
        "status", "state", "at", "from", nullable: ["by", "by_name", "reason"],
        integers: ["sequence"])
    private static let statementMembers = ["day", "id", "account", "at"]
    private static let statementNumbers = ["number", "sequence"]
    static let statement = object(statementMembers, integers: statementNumbers)
    static let wholeStatement = object(
        statementMembers + [
            "currency", "opening", "credits", "debits", "closing", "held", "available",
        ], integers: statementNumbers + ["entries"],
        more: [("sha256", object("xml", "csv", "html"))])
    static let reportAnswers = object(
        more: [
            (
                "data",
                list(
                    of: object(
                        "id", "type", "status", nullable: ["code"],
                        more: [("messages", list(of: object("type", "xml")))]))
            )
        ])
    static let erased = object(
        "subject", "kind", "erased_at",
        more: [("not_ready", #"{"type":"array","items":{"type":"string"}}"#)])
    private static let entryMembers = ["amount", "day"]
    private static let entryNullable = [
        "id", "entry", "payment", "transaction_id", "end_to_end_id", "message_id",
    ]
    private static let matchedEntry = object(entryMembers, nullable: entryNullable)
    private static let unmatchedEntry = object(
        entryMembers, nullable: entryNullable + ["break", "kind", "owner", "owner_name"],
        integers: ["age_days", "age_seconds"])
    static let reconciliation = object(
        ["scheme", "currency", "day", "type"], nullable: ["message"],
        integers: ["ours", "theirs", "matched_ours", "matched_theirs"],
        more: [
            ("rules", list(of: object("name", integers: ["matches"]))),
            (
                "matches",
                list(
                    of: object(
                        "rule",
                        more: [
                            ("ours", list(of: matchedEntry)), ("theirs", list(of: matchedEntry)),
                        ]))
            ),
            ("unmatched_ours", list(of: unmatchedEntry)),
            ("unmatched_theirs", list(of: unmatchedEntry)),
        ])
    static let health = object("status")
    static let status = object(
        "status", "version", "environment", "now",
        integers: ["sequence", "durable_sequence", "archive_sequence", "uptime_seconds"],
        more: [("components", list(of: object("name", "state", "detail")))])

    static let asset = object("code", nullable: ["name"], integers: ["number", "scale"])
    /// What a caller said of a record; `erased` where that is.
    static let metadata = (
        name: "metadata", schema: #"{"oneOf":[{"type":"object"},{"const":"erased"}]}"#
    )
    /// An account's record, likewise.
    static let wireAccount = object(
        "id", "debits_pending", "debits_posted", "credits_pending", "credits_posted",
        "user_data_128", "user_data_64", "timestamp",
        integers: ["user_data_32", "reserved", "ledger", "code"],
        optional: [
            "credit_line", "minimum", "maximum", "parent", "metadata_hash", "metadata_salt",
            "blocked",
        ],
        sometimes: [metadata],
        more: [("flags", #"{"type":"array","items":{"type":"string"}}"#)])
    /// An account of the bank, or one that is kept by batches.
    static let anyAccount = #"{"oneOf":[\#(account),\#(wireAccount)]}"#
    /// A transfer's record; numbers of 64 bits and more are strings of digits.
    ///
    /// What it has beyond the record is there where it is set.
    static let wireTransfer = object(
        "id", "debit_account_id", "credit_account_id", "amount", "pending_id", "user_data_128",
        "user_data_64", "timestamp", integers: ["user_data_32", "timeout", "ledger", "code"],
        optional: [
            "value_date", "link", "link_kind", "transaction_id", "leg", "legs", "rate", "rounding",
            "metadata_hash", "metadata_salt", "counterpart_id", "state", "reverted_by",
            "resolved_by",
        ],
        sometimes: [metadata],
        more: [("flags", #"{"type":"array","items":{"type":"string"}}"#)])

    /// Numbers by name.
    static let counts = #"{"type":"object","additionalProperties":{"type":"integer"}}"#

    /// A page of a list.
    static func page(of row: String, also more: [(name: String, schema: String)] = []) -> String {
        object(
            nullable: ["next_cursor"],
            more: [("data", list(of: row)), ("has_more", #"{"type":"boolean"}"#)] + more)
    }

    static func orNull(_ schema: String) -> String {
        #"{"oneOf":[\#(schema),{"type":"null"}]}"#
    }

    static func list(of row: String) -> String { #"{"type":"array","items":\#(row)}"# }

    static func object(
        _ strings: String..., nullable: [String] = [], integers: [String] = [],
        optional: [String] = [], sometimes: [(name: String, schema: String)] = [],
        more: [(name: String, schema: String)] = []
    ) -> String {
        object(
            strings, nullable: nullable, integers: integers, optional: optional,
            sometimes: sometimes, more: more)
    }

    private static func object(
        _ strings: [String], nullable: [String] = [], integers: [String] = [],
        optional: [String] = [], sometimes: [(name: String, schema: String)] = [],
        more: [(name: String, schema: String)] = []
    ) -> String {
        var members = strings.map { ($0, #"{"type":"string"}"#) }
        members += nullable.map { ($0, #"{"type":["string","null"]}"#) }
        members += integers.map { ($0, #"{"type":"integer"}"#) }
        members += more.map { ($0.name, $0.schema) }
        let required = members.map { "\"\($0.0)\"" }.joined(separator: ",")
        members += optional.map { ($0, #"{"type":"string"}"#) }
        members += sometimes.map { ($0.name, $0.schema) }
        let properties = members.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",")
        return #"{"type":"object","required":[\#(required)],"additionalProperties":false,"#
            + #""properties":{\#(properties)}}"#
    }
}
