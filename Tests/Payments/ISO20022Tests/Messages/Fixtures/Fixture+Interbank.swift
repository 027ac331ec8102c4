extension Fixture {
    static let pacs008 = """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08">
          <FIToFICstmrCdtTrf>
            <GrpHdr>
              <MsgId>BULK/1</MsgId>
              <CreDtTm>2026-11-20T07:00:00.5+01:00</CreDtTm>
              <NbOfTxs>1</NbOfTxs>
              <TtlIntrBkSttlmAmt Ccy="EUR">42.1</TtlIntrBkSttlmAmt>
              <IntrBkSttlmDt>2026-11-20</IntrBkSttlmDt>
              <SttlmInf>
                <SttlmMtd>CLRG</SttlmMtd><ClrSys><Prtry>QCLR</Prtry></ClrSys>
              </SttlmInf>
              <PmtTpInf>
                <SvcLvl><Cd>SEPA</Cd></SvcLvl><LclInstrm><Cd>INST</Cd></LclInstrm>
              </PmtTpInf>
              <InstgAgt><FinInstnId><BICFI>ABNANL2A</BICFI></FinInstnId></InstgAgt>
            </GrpHdr>
            <CdtTrfTxInf>
              <PmtId>
                <InstrId>I-9</InstrId><EndToEndId>NOTPROVIDED</EndToEndId><TxId>TX-9</TxId>
                <UETR>8a562c67-ca16-48ba-b074-65581be6f001</UETR>
              </PmtId>
              <IntrBkSttlmAmt Ccy="EUR">42.1</IntrBkSttlmAmt>
              <AccptncDtTm>2026-11-20T07:00:00.120+01:00</AccptncDtTm>
              <ChrgBr>SLEV</ChrgBr>
              <IntrmyAgt1><FinInstnId><BICFI>BNPAFRPP</BICFI></FinInstnId></IntrmyAgt1>
              <UltmtDbtr><Nm>A Shop</Nm></UltmtDbtr>
              <Dbtr>
                <Nm>Jan de Vries</Nm>
                <Id>
                  <PrvtId>
                    <DtAndPlcOfBirth>
                      <BirthDt>1990-01-02</BirthDt><CityOfBirth>Utrecht</CityOfBirth>
                      <CtryOfBirth>NL</CtryOfBirth>
                    </DtAndPlcOfBirth>
                  </PrvtId>
                </Id>
              </Dbtr>
              <DbtrAcct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></DbtrAcct>
              <DbtrAgt><FinInstnId><BICFI>ABNANL2A</BICFI></FinInstnId></DbtrAgt>
              <CdtrAgt><FinInstnId><BICFI>DEUTDEFFXXX</BICFI></FinInstnId></CdtrAgt>
              <Cdtr><Nm>Anna &amp; Söhne</Nm></Cdtr>
              <CdtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></CdtrAcct>
              <Purp><Prtry>OWN</Prtry></Purp>
              <RmtInf><Ustrd>  two  blanks kept </Ustrd></RmtInf>
            </CdtTrfTxInf>
          </FIToFICstmrCdtTrf>
        </Document>
        """

    static let pacs002 = """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10">
          <FIToFIPmtStsRpt>
            <GrpHdr><MsgId>ST-1</MsgId><CreDtTm>2026-11-20T07:05:00Z</CreDtTm></GrpHdr>
            <OrgnlGrpInfAndSts>
              <OrgnlMsgId>MSG-1</OrgnlMsgId>
              <OrgnlMsgNmId>pacs.008</OrgnlMsgNmId>
              <GrpSts>PART</GrpSts>
            </OrgnlGrpInfAndSts>
            <TxInfAndSts>
              <StsId>S-1</StsId>
              <OrgnlEndToEndId>E2E-1</OrgnlEndToEndId>
              <OrgnlTxId>TX-1</OrgnlTxId>
              <TxSts>RJCT</TxSts>
              <StsRsnInf>
                <Orgtr><Id><OrgId><AnyBIC>QCLRDEFF</AnyBIC></OrgId></Id></Orgtr>
                <Rsn><Cd>AC01</Cd></Rsn>
                <AddtlInf>No such account</AddtlInf>
              </StsRsnInf>
              <OrgnlTxRef>
                <IntrBkSttlmAmt Ccy="EUR">10.00</IntrBkSttlmAmt>
                <IntrBkSttlmDt>2026-11-20</IntrBkSttlmDt>
                <Dbtr><Pty><Nm>Anna Schmidt</Nm></Pty></Dbtr>
              </OrgnlTxRef>
            </TxInfAndSts>
            <TxInfAndSts>
              <OrgnlGrpInf>
                <OrgnlMsgId>MSG-2</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId>
              </OrgnlGrpInf>
              <OrgnlTxId>TX-2</OrgnlTxId>
              <TxSts>XXXX</TxSts>
              <AccptncDtTm>2026-11-20T07:04:59.999Z</AccptncDtTm>
            </TxInfAndSts>
          </FIToFIPmtStsRpt>
        </Document>
        """

    static let pacs004 = """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.004.001.09">
          <PmtRtr>
            <GrpHdr>
              <MsgId>RET-1</MsgId>
              <CreDtTm>2026-11-24T07:00:00Z</CreDtTm>
              <NbOfTxs>1</NbOfTxs>
              <TtlRtrdIntrBkSttlmAmt Ccy="EUR">9.50</TtlRtrdIntrBkSttlmAmt>
              <IntrBkSttlmDt>2026-11-24</IntrBkSttlmDt>
              <SttlmInf>
                <SttlmMtd>CLRG</SttlmMtd><ClrSys><Cd>ABC</Cd></ClrSys>
              </SttlmInf>
            </GrpHdr>
            <OrgnlGrpInf>
              <OrgnlMsgId>MSG-1</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId>
            </OrgnlGrpInf>
            <TxInf>
              <RtrId>R-1</RtrId>
              <OrgnlEndToEndId>E2E-1</OrgnlEndToEndId>
              <OrgnlTxId>TX-1</OrgnlTxId>
              <OrgnlIntrBkSttlmAmt Ccy="EUR">10.00</OrgnlIntrBkSttlmAmt>
              <RtrdIntrBkSttlmAmt Ccy="EUR">9.50</RtrdIntrBkSttlmAmt>
              <ChrgBr>SLEV</ChrgBr>
              <ChrgsInf>
                <Amt Ccy="EUR">0.50</Amt>
                <Agt><FinInstnId><BICFI>ABNANL2A</BICFI></FinInstnId></Agt>
              </ChrgsInf>
              <RtrRsnInf>
                <Orgtr><Nm>Jan de Vries</Nm></Orgtr><Rsn><Cd>FOCR</Cd></Rsn>
              </RtrRsnInf>
              <OrgnlTxRef><Cdtr><Pty><Nm>Jan de Vries</Nm></Pty></Cdtr></OrgnlTxRef>
            </TxInf>
          </PmtRtr>
        </Document>
        """

    static let pacs028 = """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.028.001.03">
          <FIToFIPmtStsReq>
            <GrpHdr><MsgId>ASK-1</MsgId><CreDtTm>2026-11-20T07:00:30Z</CreDtTm></GrpHdr>
            <OrgnlGrpInf>
              <OrgnlMsgId>BULK/1</OrgnlMsgId><OrgnlMsgNmId>pacs.008.001.08</OrgnlMsgNmId>
            </OrgnlGrpInf>
            <TxInf>
              <StsReqId>Q-1</StsReqId>
              <OrgnlEndToEndId>NOTPROVIDED</OrgnlEndToEndId>
              <OrgnlTxId>TX-9</OrgnlTxId>
              <AccptncDtTm>2026-11-20T07:00:00.120+01:00</AccptncDtTm>
            </TxInf>
          </FIToFIPmtStsReq>
        </Document>
        """
}
