/// The bank that `--dev` opens where no file is found.
enum Demonstration {
    /// The same text as the example in `Deployment/etc`; a test compares them.
    static let banking = """
        # The demonstration bank: a EUR institution that exists nowhere. No German bank code begins with 9.
        # `qenexd --dev` has the same built in and uses it where it finds no file.

        [swift]
        bic = "QENXDEFFXXX"

        [bank]
        legal_name = "QENEX Demonstration Bank"
        time_zone = "Europe/Berlin"
        country = "DE"
        bank_codes = ["90000001"]

        # What the rows of a scheme say is the operator's to check with its rulebook and its clearing.

        [[scheme]]
        name = "SCT"
        currency = "EUR"
        message_version = "pacs.008.001.08"
        settlement = "cycles"
        clearing_bic = "CLRGDEFFXXX"
        clearing_system = "SCT"
        settlement_method = "CLRG"
        settlement_account = "SCT-EUR-QENXDEFFXXX"
        transfers_per_message = 1000
        amount_max = 999999999.99
        calendar = "target"
        time_zone = "Europe/Berlin"
        opens = "07:00"
        closes = "18:00"
        cut_off = "16:00"
        uetr = false
        # A demonstration is closed at any hour; a bank waits for its clearing.
        end_of_day_needs_statement = false
        source = "demonstration; times as many banks publish them"
        confidence = "unverified"

        [[scheme]]
        name = "SCTINST"
        currency = "EUR"
        message_version = "pacs.008.001.08"
        settlement = "instant"
        clearing_bic = "CLRGDEFFXXX"
        clearing_system = "SCTINST"
        settlement_method = "CLRG"
        settlement_account = "SCTINST-EUR-QENXDEFFXXX"
        transfers_per_message = 1
        amount_max = 999999999.99
        calendar = "every_day"
        time_zone = "Europe/Berlin"
        clock_seconds = 10
        confirm_inbound = false
        pacs028_allowed = true
        pacs028_after_seconds = [15, 60, 300]
        uetr = true
        end_of_day_needs_statement = false
        source = "Regulation (EU) 260/2012 Article 5a (10 seconds); the rest demonstration"
        confidence = "unverified"

        # Three banks that the clearing simulator plays. The third cannot be reached by instant payments.

        [[reach]]
        country = "DE"
        bank_code = "90000002"
        bic = "BANKDEFFXXX"
        scheme = "SCT"

        [[reach]]
        country = "DE"
        bank_code = "90000002"
        bic = "BANKDEFFXXX"
        scheme = "SCTINST"

        [[reach]]
        country = "FR"
        bank_code = "90000"
        bic = "BANKFRPPXXX"
        scheme = "SCT"

        [[reach]]
        country = "FR"
        bank_code = "90000"
        bic = "BANKFRPPXXX"
        scheme = "SCTINST"

        [[reach]]
        country = "NL"
        bank_code = "BANK"
        bic = "BANKNL2AXXX"
        scheme = "SCT"

        """
}
