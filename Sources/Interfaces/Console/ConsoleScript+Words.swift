extension ConsoleScript {
    /// What things are called: states, reasons, kinds, roles.
    static let words = #"""
        // tone: moving, care (somebody must look), done, back (the payer has the money again).
        const STATES = {
          warehoused: ["Warehoused", "moving",
            "Kept until its day; nothing is held yet, and it can be cancelled."],
          awaiting_approval: ["Awaiting approval", "care",
            "Above what one person may order, or ordered before: a person must release it. Nothing is held."],
          held: ["Held", "moving", "Money is held; the message to the clearing is in the outbox."],
          accepted: ["Accepted", "moving", "The clearing has accepted it; it is not settled yet."],
          booked: ["Booked", "moving", "Out of the payer's account; it is not settled yet."],
          announced: ["Announced", "moving",
            "The clearing has announced it; it settles with a cycle."],
          awaiting_confirmation: ["Awaiting confirmation", "moving",
            "Our yes has left; the credit waits for the clearing's confirmation."],
          returning: ["Returning", "moving", "On its way back to where it came from."],
          outcome_unknown: ["Outcome unknown", "care",
            "No answer came, and nothing may be assumed; the hold stays."],
          parked: ["Parked", "care", "Settled to us and parked, for want of an account to credit."],
          settled: ["Settled", "done", "Final."],
          credited: ["Credited", "done", "In the payee's account. Final."],
          rejected: ["Rejected", "back",
            "Refused by us or by the clearing; the payer has everything."],
          cancelled: ["Cancelled", "back", "Ended before its day; nothing was ever held."],
          returned: ["Returned", "back", "Settled, then sent back; the payer has the money again."],
          refused: ["Refused", "back", "Refused by us; nothing was booked."],
          sent_back: ["Sent back", "back", "Sent back and settled. Final."],
          withdrawn: ["Withdrawn", "back", "Withdrawn by the clearing after our yes."],
        };

        const GROUPS = [
          ["moving", "Moving", "Nothing in motion."],
          ["care", "To look at", "Nothing waits for you."],
          ["done", "Done", "Nothing final yet."],
          ["back", "Turned back", "Nothing turned back."],
        ];

        // ISO 20022 external code sets, status and return reasons.
        const REASONS = {
          AB05: "timeout at the creditor's bank",
          AC01: "account number invalid or unknown",
          AC04: "account closed",
          AC06: "account blocked",
          AG01: "not allowed on this account",
          AG09: "payment never received",
          AM01: "amount is zero",
          AM02: "amount above the maximum",
          AM03: "currency not processable",
          AM04: "insufficient funds",
          AM05: "duplicate",
          AM06: "amount below the minimum",
          AM16: "control sum of the file is wrong",
          AM17: "control sum of the group is wrong",
          AM19: "number of transfers in the file is wrong",
          AM20: "number of transfers in the group is wrong",
          AM23: "above the settlement limit",
          CH03: "execution date too far ahead",
          CH04: "execution date too far in the past",
          CH20: "too many decimals for the currency",
          BE19: "charge bearer not accepted",
          AC10: "currency of the debtor's account is another",
          DS02: "cancelled by an authorised user",
          DT03: "not a business day",
          DT05: "cut-off has passed",
          DT06: "execution date was moved",
          DU01: "message seen before",
          DU02: "payment group seen before",
          DU03: "transfer seen before",
          DU04: "end-to-end identification seen before",
          FF01: "file format invalid",
          FOCR: "returned after a recall",
          MS02: "no reason given by the customer",
          MS03: "no reason given by the bank",
          RC01: "bank not known or not reachable",
          TM01: "cut-off time has passed",
        };

        const KINDS = {
          book: "Between accounts here",
          outgoing: "Outgoing",
          incoming: "Incoming",
          book_transfer: "Book transfer",
          outgoing_settled: "Outgoing, settled",
          outgoing_reversed: "Outgoing, reversed",
          returned_to_us: "Came back",
          incoming_reversed: "Taken back",
          equity_paid_in: "Equity paid in",
          opening_money: "Opening money (sandbox)",
          returning: "Return",
          parked: "Parked",
          transfer: "Transfer",
          fee: "Fee",
          monthly_fees: "Fees of a month",
          kept_funds: "Held until its day",
        };

        const ROLES = {
          settlement: "Settlement account",
          "in-transit-out": "In transit, outgoing",
          "unapplied-in": "Unapplied, incoming",
          suspense: "Suspense",
          "liquidity-in-transit": "Between settlement accounts",
          losses: "Losses",
          "instant-unconfirmed": "Instant, unconfirmed",
          blocked: "Blocked",
          fees: "Fees",
          equity: "Equity",
          nostro: "Nostro",
        };

        export const stateNames = Object.keys(STATES);
        export const groups = GROUPS.map(([tone, title, none]) => ({
          tone, title, none, states: stateNames.filter((name) => STATES[name][1] === tone),
        }));

        export const roleNames = Object.keys(ROLES);
        export const stateWords = (state) => (STATES[state] ? STATES[state][0] : spelled(state));
        export const stateTone = (state) => (STATES[state] ? STATES[state][1] : "moving");
        export const stateMeaning = (state) => (STATES[state] ? STATES[state][2] : "");
        export const kindWords = (kind) => KINDS[kind] || spelled(kind);
        export const roleWords = (role) => ROLES[role] || spelled(role);
        export const reasonWords = (code) => REASONS[code] || "";

        /** `unknown_original` is said as “Unknown original”. */
        export function spelled(name) {
          const words = String(name ?? "").replace(/[_-]+/g, " ");
          return words ? words[0].toUpperCase() + words.slice(1).toLowerCase() : "";
        }
        """#
}
