extension Fixture {
    /// A clearing's report of one cycle.
    static let camt054 = """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08">
          <BkToCstmrDbtCdtNtfctn>
            <GrpHdr><MsgId>CYCLE-3</MsgId><CreDtTm>2026-11-20T11:00:00Z</CreDtTm></GrpHdr>
            <Ntfctn>
              <Id>CYCLE-3-1</Id>
              <CreDtTm>2026-11-20T11:00:00Z</CreDtTm>
              <Acct><Id><Othr><Id>DEUTDEFFXXX</Id></Othr></Id><Ccy>EUR</Ccy></Acct>
              <Ntry>
                <NtryRef>1</NtryRef>
                <Amt Ccy="EUR">20.01</Amt>
                <CdtDbtInd>DBIT</CdtDbtInd>
                <Sts><Cd>BOOK</Cd></Sts>
                <BookgDt><DtTm>2026-11-20T10:59:00Z</DtTm></BookgDt>
                <ValDt><Dt>2026-11-20</Dt></ValDt>
                <AcctSvcrRef>CS-1</AcctSvcrRef>
                <BkTxCd>
                  <Domn>
                    <Cd>PMNT</Cd>
                    <Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly>
                  </Domn>
                  <Prtry><Cd>SCT</Cd></Prtry>
                </BkTxCd>
                <NtryDtls>
                  <Btch>
                    <MsgId>MSG-1</MsgId><NbOfTxs>2</NbOfTxs>
                    <TtlAmt Ccy="EUR">20.01</TtlAmt><CdtDbtInd>DBIT</CdtDbtInd>
                  </Btch>
                  <TxDtls>
                    <Refs>
                      <MsgId>MSG-1</MsgId><EndToEndId>E2E-0</EndToEndId>
                      <UETR>8a562c67-ca16-48ba-b074-65581be6f001</UETR><TxId>TX0</TxId>
                      <ClrSysRef>QC-1</ClrSysRef>
                    </Refs>
                    <Amt Ccy="EUR">10.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>
                    <RltdDts><IntrBkSttlmDt>2026-11-20</IntrBkSttlmDt></RltdDts>
                  </TxDtls>
                  <TxDtls>
                    <Refs><MsgId>MSG-1</MsgId><InstrId>I-1</InstrId><TxId>TX1</TxId></Refs>
                    <Amt Ccy="EUR">10.01</Amt><CdtDbtInd>DBIT</CdtDbtInd>
                  </TxDtls>
                </NtryDtls>
              </Ntry>
              <Ntry>
                <Amt Ccy="EUR">9.50</Amt>
                <CdtDbtInd>CRDT</CdtDbtInd>
                <RvslInd>true</RvslInd>
                <Sts><Cd>BOOK</Cd></Sts>
                <BkTxCd/>
                <NtryDtls>
                  <TxDtls>
                    <Refs><TxId>TX-1</TxId></Refs>
                    <Amt Ccy="EUR">9.50</Amt><CdtDbtInd>CRDT</CdtDbtInd>
                    <RltdPties>
                      <Dbtr><Agt><FinInstnId><BICFI>ABNANL2A</BICFI></FinInstnId></Agt></Dbtr>
                    </RltdPties>
                    <RtrInf>
                      <OrgnlBkTxCd>
                        <Domn>
                          <Cd>PMNT</Cd>
                          <Fmly><Cd>ICDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly>
                        </Domn>
                      </OrgnlBkTxCd>
                      <Rsn><Cd>AC04</Cd></Rsn>
                    </RtrInf>
                  </TxDtls>
                </NtryDtls>
              </Ntry>
            </Ntfctn>
          </BkToCstmrDbtCdtNtfctn>
        </Document>
        """

    /// A clearing's statement of one day.
    static let camt053 = """
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">
          <BkToCstmrStmt>
            <GrpHdr><MsgId>DAY-324</MsgId><CreDtTm>2026-11-20T19:00:00Z</CreDtTm></GrpHdr>
            <Stmt>
              <Id>DAY-324-1</Id>
              <ElctrncSeqNb>324</ElctrncSeqNb>
              <FrToDt>
                <FrDtTm>2026-11-20T00:00:00+01:00</FrDtTm><ToDtTm>2026-11-20T20:00:00+01:00</ToDtTm>
              </FrToDt>
              <Acct>
                <Id><Othr><Id>DEUTDEFFXXX</Id></Othr></Id>
                <Ownr><Nm>Our Bank</Nm></Ownr>
                <Svcr><FinInstnId><BICFI>QCLRDEFF</BICFI></FinInstnId></Svcr>
              </Acct>
              <Bal>
                <Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp>
                <Amt Ccy="EUR">1000.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>
                <Dt><Dt>2026-11-20</Dt></Dt>
              </Bal>
              <Bal>
                <Tp><CdOrPrtry><Prtry>RESERVE</Prtry></CdOrPrtry></Tp>
                <Amt Ccy="EUR">5</Amt><CdtDbtInd>DBIT</CdtDbtInd>
                <Dt><DtTm>2026-11-20T20:00:00+01:00</DtTm></Dt>
              </Bal>
            </Stmt>
          </BkToCstmrStmt>
        </Document>
        """
}
