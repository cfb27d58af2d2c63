"""What was planted, in words, and how to ask the ledger for it: truths.json."""
