package import Vocabulary

/// How long personal data must be kept before it can be erased: one dated row.
///
/// The years count from the end of a business relationship (an account), or from the arrival of a
/// message. What the law of a country asks for is a value with its source here, never code; an
/// operator's own rows replace ``standard`` as a whole.
package struct Retention: Hashable, Sendable {
    /// What the row is about.
    package enum Subject: String, CaseIterable, Hashable, Sendable {
        /// A customer's name, reference and IBAN, and the references of transfers by its debit.
        case account
        /// A customer's file or a clearing's message, with everybody named in it.
        case message
    }

    package static let yearsMax = 100
    package static let countMax = 64

    package let subject: Subject
    package let years: Int
    /// First day on which the row counts; `nil` from the beginning.
    package let validFrom: BusinessDate?
    package let source: String
    package let confidence: Scheme.Confidence

    package init(
        of subject: Subject, years: Int, validFrom: BusinessDate?, source: String,
        confidence: Scheme.Confidence
    ) {
        self.subject = subject
        self.years = years
        self.validFrom = validFrom
        self.source = source
        self.confidence = confidence
    }

    /// Five years for both; what commercial and tax law add is the operator's to look up.
    package static let standard = Subject.allCases.map { subject in
        Retention(
            of: subject, years: 5, validFrom: nil,
            source: "Directive (EU) 2015/849 Article 40(1)", confidence: .unverified)
    }

    /// Days of the years, never fewer than the calendar's.
    package var days: UInt32 { UInt32(years) * 366 }

    /// The row of a subject that counts on a day: the one that began last.
    package static func inForce(
        _ rows: [Retention], of subject: Subject, on day: BusinessDate
    ) -> Retention? {
        rows.filter { row in
            row.subject == subject && row.validFrom.map { $0 <= day } ?? true
        }.max { one, other in
            guard let second = other.validFrom else { return false }
            return one.validFrom.map { $0 < second } ?? true
        }
    }
}
