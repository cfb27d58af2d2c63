"""What a paper needs is asked of the ledger in as few passes as can be, and laid out as cells."""
