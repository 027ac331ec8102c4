#!/usr/bin/env python3
"""ISO 20022 external code sets, from the JSON schemas of
TransactionAuthorizationProtocol/iso20022-external-code-sets.

    python3 Tools/tables/codes.py DIRECTORY-WITH-external_code_sets.json

A row is `set/code|definition`. The source has definitions and no names.
"""

import json
import pathlib
import re
import sys

from tables import write

SETS = """
    AcceptedReason AccountIdentification BalanceSubType BalanceType CancellationReason
    CashAccountType CashClearingSystem CategoryPurpose ChargeType ClearingSystemIdentification
    CreditorAgentInstruction CreditorReferenceType DebtorAgentInstruction DocumentType EntryStatus
    InvestigationExecutionConfirmation LocalInstrument MandateReason OrganisationIdentification
    PaymentCancellationRejection PaymentGroupStatus PaymentTransactionStatus
    PendingProcessingReason PersonIdentification ProxyAccountType Purpose ReceivedReason
    RejectedReason ReportingSource ReturnReason ReversalReason ServiceLevel StatusReason
    VerificationReason
""".split()

folder = pathlib.Path(sys.argv[1])
definitions = json.loads((folder / "external_code_sets.json").read_text())["definitions"]
rows = []
for name in SETS:
    entry = definitions[f"External{name}1Code"]
    texts = {
        match[1]: " ".join(match[2].split())
        for match in re.finditer(r"^\*`([^`]+)`-(.*(?:\n(?!\*`).*)*)", entry["description"], re.M)
    }
    for code in entry["enum"]:
        rows.append((f"{name}/{code}", texts[code].replace("|", "/")))
rows.sort(key=lambda row: row[0].encode())
write(
    "ExternalCodeTable", "ISO 20022 external codes: set and code, definition.", rows, "codes.py"
)
