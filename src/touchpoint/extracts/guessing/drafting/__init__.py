"""A profile drafted for a file that no shipped profile is like."""

from touchpoint.extracts.guessing.drafting.drafting import drafted

__all__ = ["drafted"]
