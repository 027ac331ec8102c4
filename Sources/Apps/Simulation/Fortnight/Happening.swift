/// What a fortnight must contain: one in which nothing was asked back proves nothing of recalls.
///
/// Each is counted by what became of payments, never by what was asked for.
package enum Happening: String, CaseIterable, Sendable {
    case overHoliday = "orders moved over a holiday"
    case clockChange = "statements of a day of 23 hours"
    case monthEnd = "fees at the end of the month"
    case severalDays = "days closed together with a later one"
    case crashBeforeCut = "crashes before a close was written"
    case crashAmongStatements = "crashes among its statements"
    case otherCrash = "crashes at other times"
    case silence = "payments whose outcome was unknown"
    case lateAnswer = "answers behind the clock that settled"
    case payerRestored = "payers who had their money back while nobody knew"
    case neverArrived = "messages that never arrived"
    case returnToUs = "payments that came back"
    case returnByUs = "payments that we sent back"
    case recallOut = "recalls of ours that were granted"
    case recallOutRefused = "recalls of ours that were refused"
    case recallIn = "recalls of others that we granted"
    case recallInRefused = "recalls of others that we refused"
    case fileTwice = "files that came twice"
    case ordersTwice = "orders that came again under another name"
    case messageTwice = "messages of the clearing that came again"
    case blockedOrder = "orders of blocked accounts"
    case blockedCredit = "payments to blocked accounts"
    case warehoused = "orders kept for a later day"
    case afterCut = "bookings between the close and midnight"
}
