"""A ledger into the service and out of it: in bulk, whole or not at all, and there and back."""
