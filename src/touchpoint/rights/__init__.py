"""The Victims' Code as data, and the verdicts it gives."""
