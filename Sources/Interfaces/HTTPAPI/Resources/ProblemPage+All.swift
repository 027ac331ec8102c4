// The texts stand beside the codes, so that a code without a text is seen by a test.
extension ProblemPage {
    /// Every page, in the order of the reference.
    package static let all =
        ofExchange + ofNode + ofAccounts + ofPayments + ofOperations + ofBatches
        + ofAccess + ofParties + ofSchemes + ofQueues + ofChannels
        + ofSchedules

    private static let ofExchange = [
        ProblemPage(
            .malformedRequest,
            "The address or the head is not well formed, or a field stands twice in it.",
            "Correct the request; `detail` names what was found."),
        ProblemPage(
            .malformedJSON,
            "The body is no JSON, no UTF-8, nested above 64 levels or beyond another limit of the reader.",
            "`detail` says at which byte reading ended."),
        ProblemPage(
            .unknownField, "The body has a field that this address does not know, in `param`.",
            "Check its spelling against the fields that `detail` lists. Nothing is ignored silently."
        ),
        ProblemPage(
            .missingField, "The body lacks the field in `param`.", "Add it."),
        ProblemPage(
            .invalidField,
            "The field in `param` has another type, length or value than is allowed.",
            "`detail` says what was found and what is allowed."),
        ProblemPage(
            .unknownParameter,
            "The query has a parameter that this address does not know.",
            "Leave it out; `detail` lists those that are known."),
        ProblemPage(
            .invalidParameter,
            "The query parameter or header in `param` has a value that is not allowed, or stands twice.",
            "`detail` says what was found and what is allowed."),
        ProblemPage(
            .notAuthenticated,
            "No token or session came with the request, or one that is not valid or has ended.",
            "Send `Authorization: Bearer TOKEN` with a token that is not revoked and has not expired, or sign in again."
        ),
        ProblemPage(
            .notAllowed,
            "The caller is known and may not do this; or a write by session came without its CSRF token or from another origin.",
            "Use a token with one of the roles that `detail` names."),
        ProblemPage(
            .notFound, "Nothing is at this address.",
            "Check the address against `/openapi.json`, and the kind of the id: `acc_`, `tr_`, `pay_`, `file_`, `msg_`."
        ),
        ProblemPage(
            .methodNotAllowed, "The address is known, with other methods.", "`Allow` lists them."),
        ProblemPage(
            .requestTimeout, "The body took longer than 30 s to arrive.",
            "Send it again with the same idempotency key."),
        ProblemPage(
            .bodyTooLarge,
            "The body has more bytes than this address takes; it was refused before it was kept.",
            "Split it. A file of payments has at most 31 MiB."),
        ProblemPage(
            .targetTooLong, "The address has more than 4,096 bytes.", "Shorten it."),
        ProblemPage(
            .unsupportedMediaType,
            "`Content-Type` is missing, of another type, or names another character set than UTF-8.",
            "`detail` names the types that are taken."),
        ProblemPage(
            .headTooLarge,
            "A field is above 8 KiB, all together above 32 KiB, or there are more than 64.",
            "Send fewer or shorter fields."),
        ProblemPage(
            .internalError,
            "A fault of the node. It is not known to the caller whether the request was carried out.",
            "Repeat it with the same idempotency key, and tell the operator the `request_id`."),
        ProblemPage(
            .outcomeUnknown,
            "The request has waited longer than `[transaction] timeout_seconds`, most likely for the disk. It may still be carried out, or have been.",
            "Repeat it with the same idempotency key: the answer says what became of it."),
        ProblemPage(
            .unavailable, "The node is starting or stopping; nothing was done.",
            "Repeat it after a moment."),
    ]

    private static let ofNode = [
        ProblemPage(
            .storageFull, "The disk has no room for the journal. Nothing was done; reads go on.",
            "Make room; writing resumes by itself. Then repeat the request."),
        ProblemPage(
            .overloaded,
            "More requests wait than `[transaction] max_concurrent` allows, or more commands than the queue holds (131,072). Nothing was done.",
            "Repeat it after `Retry-After` seconds, then after pauses that grow."),
        ProblemPage(
            .archiveBehind,
            "A list is answered from an archive that has not seen everything durable within its time.",
            "Repeat it. `/status` shows how far each cursor is behind."),
        ProblemPage(
            .keyReused,
            "The idempotency key was used before, with another body or at another address. Nothing was done.",
            "Take a new key for every new write; the same key is for a repeat of the same write only."
        ),
    ]

    private static let ofAccounts = [
        ProblemPage(
            .referenceTaken, "Another account was opened with this reference.",
            "Take another one, or look the account up by it: `GET /api/v1/accounts/{reference}`."),
        ProblemPage(
            .ibanTaken, "Another account was opened with this IBAN.", "Take another one."),
        ProblemPage(
            .ibanNotOurs, "The IBAN is valid, and its bank code is none of this bank's.",
            "Accounts here have IBANs with one of `[bank] bank_codes` of the configuration."),
        ProblemPage(
            .currencyUnknown,
            "The currency is no code of ISO 4217 that the bank keeps accounts in.",
            "Correct the code: three capital letters, such as `EUR`."),
        ProblemPage(
            .accountUnknown,
            "No account has this id, reference or IBAN; `param` says which of the two where there are two.",
            "Check the name; `GET /api/v1/accounts` lists all."),
        ProblemPage(
            .sameAccount, "Debtor and creditor are one account, perhaps by two of its names.",
            "Name two accounts."),
        ProblemPage(
            .currencyDiffers,
            "The account in `param` is kept in another currency than the amount's.",
            "A transfer does not exchange. Use accounts of the amount's currency."),
        ProblemPage(
            .accountFrozen, "The account in `param` is frozen: nothing is booked to or from it.",
            "Reopen it: `POST /api/v1/accounts/{account}/status` with `{\"status\":\"open\"}`."),
        ProblemPage(
            .accountClosed, "The account in `param` is closed.", "Use another account."),
        ProblemPage(
            .insufficientFunds,
            "Balance less holds plus credit line does not cover the amount. Nothing was booked.",
            "`GET /api/v1/accounts/{account}` shows `available`."),
        ProblemPage(
            .amountInvalid,
            "The amount is zero, negative, has more decimals than its currency, or more than 18 digits.",
            "`detail` says what was found."),
        ProblemPage(
            .ownAccount, "One of the bank's own accounts was named, such as settlement or equity.",
            "These move with messages of the clearing only."),
        ProblemPage(
            .balanceNotZero,
            "The account is to be closed and has a balance, a hold, something announced, kept or awaiting approval, or fees that are due; `detail` names what.",
            "Move the money away, wait for what is pending, and take or waive the fees that are due (`POST /api/v1/accounts/{account}/fees/waive`)."
        ),
        ProblemPage(
            .noFeesDue, "Fees are to be waived, and none wait for a month's end.",
            "What was taken already is given back as a transfer."),
    ]

    private static let ofPayments = [
        ProblemPage(
            .unreadableFile,
            "The body is no pain.001 (.03, .09, .11) that can be judged: no XML, a document type, beyond a limit, or not valid by its schema.",
            "`detail` names the places. A file that can be read and is refused as a whole or in part is answered with `201` and reasons instead."
        ),
        ProblemPage(
            .paymentUnknown, "No payment has this id.", "`GET /api/v1/payments` lists all."),
        ProblemPage(
            .fileUnknown, "No file has this id.", "`GET /api/v1/files` lists all."),
        ProblemPage(
            .outcomeKnown, "The payment's outcome is known, or was ended by hand before.",
            "Only state `outcome_unknown` takes a resolution."),
        ProblemPage(
            .paymentNotCancellable,
            "The payment was booked here, was refused, cancelled or returned, or waits for a second person.",
            "`detail` names its state. What has left is asked back instead; what was refused or cancelled has moved nothing."
        ),
    ]

    private static let ofOperations = [
        ProblemPage(
            .notASandbox, "The clock was to be moved, or opening money given, in a live node.",
            "There is none: a live node runs on the wall clock, and money enters by the clearing."),
        ProblemPage(
            .currencyHasScheme,
            "Opening money was asked for in a currency that a clearing settles.",
            "The clearing's script funds the bank: `fund AMOUNT`; `originate` pays a customer."),
        ProblemPage(
            .dayClosed,
            "A closed day was to be opened again, or one before the bank's first in the currency was to be closed.",
            "Corrections are entries of a later day, with the value date of the day concerned. `GET /api/v1/clock` shows the days."
        ),
        ProblemPage(
            .dayDiffers,
            "The clearing's statement is missing or differs, or an account of the bank's own does not equal its open items. Nothing was closed.",
            "`differences` names each with both amounts. Mend it; or an administrator closes with the differences, by name and reason."
        ),
        ProblemPage(
            .dayNotFound, "The day is open: it was neither closed nor held up.",
            "`GET /api/v1/days` lists those that are; `GET /api/v1/clock` shows the open ones."),
        ProblemPage(
            .dayOpen,
            "A statement, or a signature, is asked for a day that is not closed in that currency.",
            "`qenex-cli day close` closes it; what is booked so far is in the account's entries."),
        ProblemPage(
            .hashDiffers, "`sha256` is not the hash of the day's trial balance.",
            "Look at `GET /api/v1/days/{currency}/{day}/trial-balance` again; sign what is there."),
        ProblemPage(
            .signaturesFull, "8 people have signed the day.", "They are listed with the day."),
        ProblemPage(
            .dayNotBegun, "The day lies after today, by the bank's clock and zone.",
            "Wait for it; in a sandbox, advance the clock."),
        ProblemPage(
            .clockBehind, "The instant is not after the bank's time.",
            "`GET /api/v1/clock` shows the time; name a later one."),
        ProblemPage(
            .clockTooFar, "The instant lies behind the last year that calendars and zones cover.",
            "Name an earlier one."),
        ProblemPage(
            .retentionRuns,
            "The data is asked for by law for longer, by the row of `[[retention]]` in force.",
            "`detail` says until when. Ask again then, or correct the row."),
        ProblemPage(
            .accountNotClosed, "The account whose data is to be erased is open or frozen.",
            "Close it first; the time for which its data is kept begins then."),
        ProblemPage(
            .stillNeeded, "A payment of the account, file or message to be erased has not ended.",
            "`GET /api/v1/reports` lists what has not ended. Ask again afterwards."),
    ]

    private static let ofBatches = [
        ProblemPage(
            .malformedBatch,
            "The body has half a record, a line that is no event, or a header that is none. Nothing of it was done.",
            "`detail` names the place. Events that the ledger refuses are no such fault: they are listed in an answer of 200."
        ),
        ProblemPage(
            .batchTooLarge, "The batch has more than 8,190 events, or the look-up more ids.",
            "Send several, one after the other; a chain of linked events must lie in one."),
        ProblemPage(
            .assetTaken, "An asset was registered with this number or this code, and is another.",
            "`GET /api/v1/assets` lists all."),
        ProblemPage(
            .booksFull, "The books have as many accounts, transfers or assets as they can hold.",
            "Nothing was done; reads go on."),
    ]
}
