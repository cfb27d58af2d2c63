"""What stands around every page: the force, the service, who is signed in and where they may go."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from jinja2 import pass_context
from jinja2.runtime import Context

from touchpoint.service.ui.navigation import Person, address_of, navigation

SIGN_OUT: Final = "organisation:sign_out"
ACCOUNT: Final = "organisation:account"


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """What has just been done, said once on the next page."""

    text: str
    success: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Shell:
    """The words and links around a page."""

    force: str
    service: str
    made_up: bool
    person: Person | None = None
    navigation: Sequence[dict[str, object]] = ()
    notices: Sequence[Notice] = ()
    sign_out: str = ""
    account: str = ""


@pass_context
def shell(context: Context) -> Shell:
    """The shell of the page that is being drawn."""
    return shell_for(context.get("request"))


def shell_for(request: HttpRequest | None) -> Shell:
    """The shell for a request; without one it knows nobody, and asks the database nothing."""
    words: dict[str, Any] = {
        "force": getattr(settings, "FORCE_NAME", "Touchpoint"),
        "service": getattr(settings, "SERVICE_NAME", "Touchpoint"),
        "made_up": getattr(settings, "MADE_UP", False),
    }
    if request is None:
        return Shell(**words)
    person = cast("Person | None", getattr(request, "staff", None))
    return Shell(
        **words,
        person=person,
        navigation=navigation(request, person) if person else (),
        notices=[
            Notice(text=str(message), success=message.level_tag == "success")
            for message in get_messages(request)
        ],
        sign_out=address_of(SIGN_OUT),
        account=address_of(ACCOUNT),
    )
