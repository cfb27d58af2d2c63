"""The tables of uploads."""
