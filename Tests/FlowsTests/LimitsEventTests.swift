import PaymentModel
import Testing

@testable import Flows

@Test(arguments: [
    (
        LimitsOrder(account: 7, creditLine: 5, minimum: .set(-3), maximum: .lifted, by: 0),
        #"{"account":"7","credit_line":"5","minimum":"-3","maximum":null,"by":""}"#
    ),
    (LimitsOrder(account: 7, by: 0), #"{"account":"7","by":""}"#),
])
func `an event of limits says which, and which were lifted`(order: LimitsOrder, json: String) {
    let (kind, text) = Archive.describe(.limitsChanged(order))
    #expect(kind == "account.limits_changed" && text == json)
}
