"""A finished block as tables of the ledger."""
