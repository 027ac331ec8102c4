/// Messages written by hand from their schemas, not by the product.
enum Fixture {}

// One file in three versions: the names follow the schemas of each.
extension Fixture {
    static let pain001v03 = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03">
          <CstmrCdtTrfInitn>
            <GrpHdr>
              <MsgId>ABC-060820-001</MsgId>
              <CreDtTm>2026-11-20T14:07:00</CreDtTm>
              <NbOfTxs>02</NbOfTxs>
              <CtrlSum>1500</CtrlSum>
              <InitgPty>
                <Nm>ABC Corporation</Nm>
                <Id><OrgId><BICOrBEI>ABCDDEFF</BICOrBEI></OrgId></Id>
              </InitgPty>
            </GrpHdr>
            <PmtInf>
              <PmtInfId>ABC-086</PmtInfId>
              <PmtMtd>TRF</PmtMtd>
              <BtchBookg>true</BtchBookg>
              <PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl></PmtTpInf>
              <ReqdExctnDt>2026-11-23</ReqdExctnDt>
              <Dbtr>
                <Nm>ABC Corporation</Nm>
                <PstlAdr><AdrTp>ADDR</AdrTp><TwnNm>Berlin</TwnNm><Ctry>DE</Ctry></PstlAdr>
              </Dbtr>
              <DbtrAcct>
                <Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy>
              </DbtrAcct>
              <DbtrAgt><FinInstnId><BIC>DEUTDEFF</BIC></FinInstnId></DbtrAgt>
              <ChrgBr>SLEV</ChrgBr>
              <CdtTrfTxInf>
                <PmtId><InstrId>I-1</InstrId><EndToEndId>E2E-1</EndToEndId></PmtId>
                <Amt><InstdAmt Ccy="EUR">1000.00</InstdAmt></Amt>
                <CdtrAgt><FinInstnId><BIC>ABNANL2A</BIC></FinInstnId></CdtrAgt>
                <Cdtr><Nm>Jan de Vries</Nm></Cdtr>
                <CdtrAcct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></CdtrAcct>
                <RmtInf>
                  <Ustrd>Invoice 1</Ustrd>
                  <Strd>
                    <RfrdDocAmt><TaxAmt Ccy="EUR">1.90</TaxAmt></RfrdDocAmt>
                    <CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf>
                  </Strd>
                </RmtInf>
              </CdtTrfTxInf>
              <CdtTrfTxInf>
                <PmtId><EndToEndId>NOTPROVIDED</EndToEndId></PmtId>
                <PmtTpInf><LclInstrm><Cd>INST</Cd></LclInstrm></PmtTpInf>
                <Amt>
                  <EqvtAmt><Amt Ccy="EUR">500.001</Amt><CcyOfTrf>USD</CcyOfTrf></EqvtAmt>
                </Amt>
                <XchgRateInf><XchgRate>1.1</XchgRate></XchgRateInf>
                <Cdtr><Nm>Jan de Vries</Nm></Cdtr>
                <CdtrAcct><Id><IBAN>NL92ABNA0417164300</IBAN></Id></CdtrAcct>
                <InstrForCdtrAgt><InstrInf>Call</InstrInf></InstrForCdtrAgt>
                <InstrForCdtrAgt><InstrInf>twice</InstrInf></InstrForCdtrAgt>
              </CdtTrfTxInf>
            </PmtInf>
          </CstmrCdtTrfInitn>
        </Document>
        """

    static let pain001v09 = """
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">
          <CstmrCdtTrfInitn>
            <GrpHdr>
              <MsgId>ABC-060820-001</MsgId>
              <CreDtTm>2026-11-20T14:07:00Z</CreDtTm>
              <NbOfTxs>2</NbOfTxs>
              <CtrlSum>1500.00</CtrlSum>
              <InitgPty>
                <Nm>ABC Corporation</Nm>
                <Id><OrgId><AnyBIC>ABCDDEFF</AnyBIC></OrgId></Id>
              </InitgPty>
            </GrpHdr>
            <PmtInf>
              <PmtInfId>ABC-086</PmtInfId>
              <PmtMtd>TRF</PmtMtd>
              <BtchBookg>1</BtchBookg>
              <NbOfTxs>2</NbOfTxs>
              <ReqdExctnDt><Dt>2026-11-23</Dt></ReqdExctnDt>
              <Dbtr>
                <Nm>ABC Corporation</Nm>
                <PstlAdr>
                  <AdrTp><Cd>ADDR</Cd></AdrTp><TwnNm>Berlin</TwnNm><Ctry>DE</Ctry>
                </PstlAdr>
              </Dbtr>
              <DbtrAcct>
                <Id><IBAN>DE89370400440532013000</IBAN></Id><Ccy>EUR</Ccy>
              </DbtrAcct>
              <DbtrAgt><FinInstnId><BICFI>DEUTDEFF</BICFI></FinInstnId></DbtrAgt>
              <CdtTrfTxInf>
                <PmtId>
                  <InstrId>I-1</InstrId><EndToEndId>E2E-1</EndToEndId>
                  <UETR>8a562c67-ca16-48ba-b074-65581be6f001</UETR>
                </PmtId>
                <PmtTpInf>
                  <SvcLvl><Cd>SEPA</Cd></SvcLvl><SvcLvl><Prtry>GOLD</Prtry></SvcLvl>
                </PmtTpInf>
                <Amt><InstdAmt Ccy="EUR">1000.00</InstdAmt></Amt>
                <CdtrAgt><FinInstnId><BICFI>ABNANL2A</BICFI></FinInstnId></CdtrAgt>
                <Cdtr><Nm>Jan de Vries</Nm></Cdtr>
                <CdtrAcct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></CdtrAcct>
                <RmtInf>
                  <Strd>
                    <RfrdDocAmt><TaxAmt><Amt Ccy="EUR">1.90</Amt></TaxAmt></RfrdDocAmt>
                    <CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf>
                  </Strd>
                </RmtInf>
              </CdtTrfTxInf>
              <CdtTrfTxInf>
                <PmtId><EndToEndId>E2E-2</EndToEndId></PmtId>
                <Amt><InstdAmt Ccy="EUR">500.00</InstdAmt></Amt>
                <CdtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></CdtrAgt>
                <Cdtr><Nm>Jan de Vries</Nm></Cdtr>
                <CdtrAcct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></CdtrAcct>
              </CdtTrfTxInf>
            </PmtInf>
          </CstmrCdtTrfInitn>
        </Document>
        """

    static let pain001v11 = """
        <?xml version="1.0" encoding="UTF-8"?>
        <p:Document xmlns:p="urn:iso:std:iso:20022:tech:xsd:pain.001.001.11">
          <p:CstmrCdtTrfInitn>
            <p:GrpHdr>
              <p:MsgId>ABC-060820-001</p:MsgId>
              <p:CreDtTm>2026-11-20T14:07:00+01:00</p:CreDtTm>
              <p:NbOfTxs>2</p:NbOfTxs>
              <p:CtrlSum>1500.0</p:CtrlSum>
              <p:InitgPty>
                <p:Id><p:OrgId><p:AnyBIC>ABCDDEFF</p:AnyBIC></p:OrgId></p:Id>
              </p:InitgPty>
            </p:GrpHdr>
            <p:PmtInf>
              <p:PmtInfId>ABC-086</p:PmtInfId>
              <p:PmtMtd>TRF</p:PmtMtd>
              <p:BtchBookg>true</p:BtchBookg>
              <p:ReqdExctnDt><p:Dt>2026-11-23</p:Dt></p:ReqdExctnDt>
              <p:Dbtr>
                <p:Nm>ABC Corporation</p:Nm>
                <p:PstlAdr><p:AdrTp><p:Cd>ADDR</p:Cd></p:AdrTp></p:PstlAdr>
              </p:Dbtr>
              <p:DbtrAcct>
                <p:Id><p:IBAN>DE89370400440532013000</p:IBAN></p:Id><p:Ccy>EUR</p:Ccy>
              </p:DbtrAcct>
              <p:DbtrAgt><p:FinInstnId><p:BICFI>DEUTDEFF</p:BICFI></p:FinInstnId></p:DbtrAgt>
              <p:CdtTrfTxInf>
                <p:PmtId>
                  <p:EndToEndId>E2E-1</p:EndToEndId>
                  <p:UETR>8a562c67-ca16-48ba-b074-65581be6f001</p:UETR>
                </p:PmtId>
                <p:Amt><p:InstdAmt Ccy="EUR">1000.00</p:InstdAmt></p:Amt>
                <p:Cdtr><p:Nm>Jan de Vries</p:Nm></p:Cdtr>
                <p:CdtrAcct><p:Id><p:IBAN>NL91ABNA0417164300</p:IBAN></p:Id></p:CdtrAcct>
                <p:RmtInf>
                  <p:Strd>
                    <p:RfrdDocAmt>
                      <p:TaxAmt><p:Amt Ccy="EUR">1.90</p:Amt></p:TaxAmt>
                    </p:RfrdDocAmt>
                    <p:CdtrRefInf><p:Ref>RF18539007547034</p:Ref></p:CdtrRefInf>
                    <p:TaxRmt><p:RefNb>dropped</p:RefNb></p:TaxRmt>
                  </p:Strd>
                </p:RmtInf>
              </p:CdtTrfTxInf>
              <p:CdtTrfTxInf>
                <p:PmtId><p:EndToEndId>E2E-2</p:EndToEndId></p:PmtId>
                <p:Amt><p:InstdAmt Ccy="EUR">500.00</p:InstdAmt></p:Amt>
                <p:Cdtr><p:Nm>Jan de Vries</p:Nm></p:Cdtr>
                <p:CdtrAcct>
                  <p:Prxy><p:Tp><p:Cd>TELE</p:Cd></p:Tp><p:Id>+49-1701234567</p:Id></p:Prxy>
                </p:CdtrAcct>
                <p:InstrForDbtrAgt><p:InstrInf>Soon</p:InstrInf></p:InstrForDbtrAgt>
              </p:CdtTrfTxInf>
            </p:PmtInf>
          </p:CstmrCdtTrfInitn>
        </p:Document>
        """
}
