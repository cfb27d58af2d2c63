"""Who asks: whoever made the token that comes with the request."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from touchpoint.service.api.faults import Forbidden
from touchpoint.service.organisation.acting import acting_as
from touchpoint.service.organisation.models import Staff
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.tokens import Holder, holder_of_token


class Bearer(HttpBearer):
    """`Authorization: Bearer` and a token, made under your name in the service."""

    def authenticate(self, request: HttpRequest, token: str) -> Holder | None:
        del request
        return holder_of_token(token, timezone.now())


@contextmanager
def asking(request: HttpRequest, permission: Permission) -> Iterator[Staff]:
    """Act as whoever asks, if both they and their token may do what is asked."""
    holder = holder_of(request)
    if not holder.may(permission):
        words = permission.value.replace("_", " ")
        raise Forbidden(f"This token may not do that: it lacks the permission to {words}.")
    with acting_as(holder.staff):
        yield holder.staff


def holder_of(request: HttpRequest) -> Holder:
    """Whose token came with a request that was let in."""
    return cast("Holder", request.auth)  # type: ignore[attr-defined] # ninja puts it there
