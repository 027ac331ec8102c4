/// Small documents of our own.
enum SampleDocuments {
    static let pacs002 = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10">
          <FIToFIPmtStsRpt>
            <GrpHdr>
              <MsgId>STS-1</MsgId>
              <CreDtTm>2026-11-21T09:00:00</CreDtTm>
            </GrpHdr>
            <TxInfAndSts>
              <OrgnlEndToEndId>E2E-1</OrgnlEndToEndId>
              <TxSts>RJCT</TxSts>
              <StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf>
            </TxInfAndSts>
          </FIToFIPmtStsRpt>
        </Document>
        """

    /// A pain.001.001.09 with orders of so many transfers each.
    static func pain001(orders: Int, transfers: Int) -> String {
        let count = orders * transfers
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">
              <CstmrCdtTrfInitn>
                <GrpHdr>
                  <MsgId>MSG-1</MsgId>
                  <CreDtTm>2026-11-21T09:00:00+01:00</CreDtTm>
                  <NbOfTxs>\(count)</NbOfTxs>
                  <CtrlSum>\(count).50</CtrlSum>
                  <InitgPty><Nm>Example &amp; Sons</Nm></InitgPty>
                </GrpHdr>

            """
        for order in 0..<orders {
            text += """
                    <PmtInf>
                      <PmtInfId>ORDER-\(order)</PmtInfId>
                      <PmtMtd>TRF</PmtMtd>
                      <BtchBookg>true</BtchBookg>
                      <NbOfTxs>\(transfers)</NbOfTxs>
                      <ReqdExctnDt><Dt>2026-11-23</Dt></ReqdExctnDt>
                      <Dbtr><Nm>Example &amp; Sons</Nm></Dbtr>
                      <DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct>
                      <DbtrAgt><FinInstnId><BICFI>DEUTDEFFXXX</BICFI></FinInstnId></DbtrAgt>

                """
            for transfer in 0..<transfers {
                text += """
                          <CdtTrfTxInf>
                            <PmtId>
                              <InstrId>I-\(order)-\(transfer)</InstrId>
                              <EndToEndId>E-\(order)-\(transfer)</EndToEndId>
                            </PmtId>
                            <Amt><InstdAmt Ccy="EUR">1.00</InstdAmt></Amt>
                            <CdtrAgt><FinInstnId><BICFI>COBADEFFXXX</BICFI></FinInstnId></CdtrAgt>
                            <Cdtr>
                              <Nm>Creditor \(transfer)</Nm>
                              <PstlAdr><TwnNm>Köln</TwnNm><Ctry>DE</Ctry></PstlAdr>
                            </Cdtr>
                            <CdtrAcct><Id><IBAN>DE02100500000054540402</IBAN></Id></CdtrAcct>
                            <RmtInf><Ustrd>Invoice \(transfer) of November</Ustrd></RmtInf>
                          </CdtTrfTxInf>

                    """
            }
            text += "    </PmtInf>\n"
        }
        return text + "  </CstmrCdtTrfInitn>\n</Document>\n"
    }

    /// A pacs.008.001.08 of about 3.7 kB with one transfer and full addresses.
    static let pacs008: String = {
        func party(_ tag: String, _ name: String, _ town: String) -> String {
            """
                  <\(tag)>
                    <Nm>\(name)</Nm>
                    <PstlAdr>
                      <StrtNm>Long Street Name</StrtNm>
                      <BldgNb>12</BldgNb>
                      <PstCd>60311</PstCd>
                      <TwnNm>\(town)</TwnNm>
                      <Ctry>DE</Ctry>
                    </PstlAdr>
                    <Id><OrgId><LEI>529900T8BM49AURSDO55</LEI></OrgId></Id>
                  </\(tag)>

            """
        }
        func agent(_ tag: String, _ bic: String) -> String {
            """
                  <\(tag)>
                    <FinInstnId>
                      <BICFI>\(bic)</BICFI>
                      <ClrSysMmbId>
                        <ClrSysId><Cd>DEBLZ</Cd></ClrSysId>
                        <MmbId>37040044</MmbId>
                      </ClrSysMmbId>
                      <Nm>An Example Bank</Nm>
                    </FinInstnId>
                  </\(tag)>

            """
        }
        func account(_ tag: String, _ iban: String) -> String {
            "      <\(tag)><Id><IBAN>\(iban)</IBAN></Id></\(tag)>\n"
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08">
              <FIToFICstmrCdtTrf>
                <GrpHdr>
                  <MsgId>MSG-20261121-000001</MsgId>
                  <CreDtTm>2026-11-21T09:00:00.000+01:00</CreDtTm>
                  <NbOfTxs>1</NbOfTxs>
                  <TtlIntrBkSttlmAmt Ccy="EUR">1234.56</TtlIntrBkSttlmAmt>
                  <IntrBkSttlmDt>2026-11-23</IntrBkSttlmDt>
                  <SttlmInf>
                    <SttlmMtd>CLRG</SttlmMtd>
                    <ClrSys><Prtry>ST2</Prtry></ClrSys>
                  </SttlmInf>
                </GrpHdr>
                <CdtTrfTxInf>
                  <PmtId>
                    <InstrId>INSTR-20261121-000001</InstrId>
                    <EndToEndId>E2E-20261121-000001</EndToEndId>
                    <TxId>TX-20261121-000001</TxId>
                    <UETR>8a562c67-ca16-48ba-b074-65581be6f001</UETR>
                  </PmtId>
                  <PmtTpInf>
                    <SvcLvl><Cd>SEPA</Cd></SvcLvl>
                    <CtgyPurp><Cd>SUPP</Cd></CtgyPurp>
                  </PmtTpInf>
                  <IntrBkSttlmAmt Ccy="EUR">1234.56</IntrBkSttlmAmt>
                  <AccptncDtTm>2026-11-21T08:59:58Z</AccptncDtTm>
                  <InstdAmt Ccy="EUR">1234.56</InstdAmt>
                  <ChrgBr>SLEV</ChrgBr>

            """ + agent("InstgAgt", "DEUTDEFFXXX") + agent("InstdAgt", "COBADEFFXXX")
                + party("UltmtDbtr", "The Ultimate Debtor", "Frankfurt")
                + party("Dbtr", "Example Sons and Company", "Frankfurt")
                + account("DbtrAcct", "DE89370400440532013000") + agent("DbtrAgt", "DEUTDEFFXXX")
                + agent("CdtrAgt", "COBADEFFXXX") + party("Cdtr", "A Creditor", "Berlin")
                + account("CdtrAcct", "DE02100500000054540402")
                + party("UltmtCdtr", "The Ultimate Creditor", "Berlin") + """
                          <Purp><Cd>SUPP</Cd></Purp>
                          <RmtInf>
                            <Strd>
                              <CdtrRefInf>
                                <Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>
                                <Ref>RF18539007547034</Ref>
                              </CdtrRefInf>
                            </Strd>
                          </RmtInf>
                        </CdtTrfTxInf>
                      </FIToFICstmrCdtTrf>
                    </Document>

                    """
    }()
}
