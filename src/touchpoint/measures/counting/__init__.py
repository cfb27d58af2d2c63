"""Counts by month as expressions over the ledger's tables, for whoever opened an engine."""
