"""What the rows of a ledger say held against the contract: every fault, counted, in one pass."""

from touchpoint.ledger.content.check import Check
from touchpoint.ledger.content.remembered import memory_findings
from touchpoint.ledger.content.whole_ledger import check_ledger, content_checks, folder_findings

__all__ = ["Check", "check_ledger", "content_checks", "folder_findings", "memory_findings"]
