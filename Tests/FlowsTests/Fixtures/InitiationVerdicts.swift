/// What the bank must say about each customer's credit transfer initiation of the corpora.
///
/// Worked out from the files without this program: schema verdicts by libxml2, check digits by
/// hand (ISO 13616: the remainder by 97 is 1), counts and sums by adding up. The reasons are in
/// `Documentation/reference/verdicts.md`.
enum InitiationVerdicts {
    /// One file a line: path below the corpora's `payments`; then `message` (none of the messages
    /// taken here) or `schema` where it cannot be judged, else the reasons of file, groups and transfers, `-` for none.
    static let table = """
        cbpr-usage-rules/2026/violators/\
        pain001_credit_initiation_sample__violates_pain.001-R8_existing.xml | message
        cbpr-usage-rules/examples/y2025/pain.001.max.xml | message
        cbpr-usage-rules/examples/y2026/pain.001.max.xml | message
        cbpr-usage-rules/examples/y2026/pain.001.min.xml | message
        mx-iso20022js/test/assets/cross_river/pain_001_ach_credit.xml | schema
        mx-iso20022js/test/assets/example/sepa_pain_001_v3.xml | - | - | AC01
        mx-iso20022js/test/assets/example/swift_pain_001_v3.xml | - | AC01 | AC01
        mx-iso20022js/test/assets/goldman_sachs/pain_001_ach_credit.xml | schema
        mx-iso20022js/test/assets/goldman_sachs/pain_001_v3_sepa.xml | schema
        mx-moov-iso20022/test/testdata/International_payment_USD_naujas_1.xml | - | AC01 | AC01
        mx-moov-iso20022/test/testdata/gistfile1.xml | - | AC01 | AC01 BE19 AC01
        mx-moov-iso20022/test/testdata/musterfile_pain.001_Nov2020.xml | message
        pairs-mt-to-mx/pn_01_1_1__mt101_pain_001_A_B.xml | message
        sepa-pain001/pain001/templates/pain.001.001.03/pain.001.001.03.xml\
         | AM19 | AC01 | AC01 AC01 AC01 AC01
        sepa-pain001/pain001/templates/pain.001.001.03/template.xml | schema
        sepa-pain001/pain001/templates/pain.001.001.04/template.xml | message
        sepa-pain001/pain001/templates/pain.001.001.05/pain.001.001.05.xml | message
        sepa-pain001/pain001/templates/pain.001.001.06/pain.001.001.06.xml | message
        sepa-pain001/pain001/templates/pain.001.001.06/template.xml | message
        sepa-pain001/pain001/templates/pain.001.001.07/template.xml | message
        sepa-pain001/pain001/templates/pain.001.001.08/pain.001.001.08.xml | message
        sepa-pain001/pain001/templates/pain.001.001.09/pain.001.001.09.xml\
         | AM19 | AC01 | AC01 AC01 AC01 AC01 AC01
        sepa-pain001/pain001/templates/pain.001.001.09/template.xml | schema
        sepa-pain001/tests/data/pain.001.001.03.xml\
         | AM19 | AM20 AM20 AM20 AM20 AM17 AM17 | AC01 AC01 AC01 AC01 AC01 AC01
        sepa-php/pain.001.001.03.xml | - | AC01 | -
        sepa-php/pain.001.001.04.xml | message
        sepa-php/pain.001.001.06.xml | message
        sepa-php/pain.001.001.07.xml | message
        sepa-php/pain.001.001.09.xml | - | AC01 | -
        sepa-php/pain.001.001.10.xml | message
        """

    static var rows: [(path: String, verdict: String)] {
        table.split(separator: "\n").map { line in
            let parts = line.split(separator: "|", maxSplits: 1)
            return (String(parts[0].dropLast()), String(parts[1].dropFirst()))
        }
    }
}
