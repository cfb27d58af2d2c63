"""Tokens of the API: made and revoked by whoever they act for, and shown once.

`holder_of_token` is how the API learns who is asking.
"""

from touchpoint.service.organisation.tokens.queries import Holder, holder_of_token

__all__ = ["Holder", "holder_of_token"]
