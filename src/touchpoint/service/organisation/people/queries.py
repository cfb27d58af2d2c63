"""People as the pages list them, and what was changed of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q

from touchpoint.service.organisation.models import Change, Staff
from touchpoint.service.organisation.roles import ROLE_NAMES, Role

A_PAGE: Final = 50
_WAITING: Final = Q(
    is_active=True, password__startswith=UNUSABLE_PASSWORD_PREFIX, socialaccount__isnull=True
)
"""Who has neither set a password nor come by the force's own sign-in."""

_WHAT: Final = MappingProxyType(
    {
        "added": "added",
        "changed": "changed",
        "deactivated": "let go",
        "reactivated": "taken back",
        "second_factor_reset": "second factor taken away",
        "sessions_ended": "signed out everywhere",
        "signed_out_everywhere": "signed out everywhere, by themselves",
        "link_sent": "link to set a password sent",
        "link_handed_over": "link to set a password shown to the administrator",
        "password_set": "password set, by themselves",
        "token_made": "token made",
        "token_revoked": "token revoked",
    }
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """Somebody in the list."""

    staff_id: int
    name: str
    email: str
    role: str
    unit: str
    signs_in: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One page of the list, and how many there are in all."""

    people: Sequence[Listed]
    number: int
    waiting: int
    """How many of everybody have set no password yet."""

    @property
    def said(self) -> str:
        """How many there are, in words."""
        return "1 person" if self.number == 1 else f"{self.number:,} people"


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """One change, in words."""

    at: datetime
    by: str
    about: str
    about_id: int
    what: str
    details: Sequence[str]


def people(*, containing: str, page: int, waiting: bool = False) -> Found:
    """People by name, a page at a time; everybody, or those alone who have set no password yet."""
    wanted = (
        Q(name__icontains=containing)
        | Q(email__icontains=containing)
        | Q(officer_id__icontains=containing)
    )
    found = Staff.objects.filter(wanted & _WAITING if waiting else wanted)
    start = (page - 1) * A_PAGE
    shown = list(found.select_related("unit").order_by("name", "pk")[start : start + A_PAGE])
    yet_to = Staff.objects.filter(_WAITING)
    here = set(yet_to.filter(pk__in=[one.pk for one in shown]).values_list("pk", flat=True))
    return Found(
        people=[_listed(staff, yet_to=staff.pk in here) for staff in shown],
        number=found.count(),
        waiting=yet_to.count(),
    )


def second_factors(staff: Staff) -> tuple[str, ...]:
    """What somebody signs in with beside a password, in words."""
    kinds = Authenticator.objects.filter(user=staff).values_list("type", flat=True)
    words = {"totp": "authenticator app", "webauthn": "passkey", "recovery_codes": "recovery codes"}
    listed = [words[kind] for kind in sorted(kinds)]
    if SocialAccount.objects.filter(user=staff).exists():
        listed.append("the force's own sign-in")
    return tuple(listed)


def changes(*, about: Staff | None = None, number: int = 100) -> tuple[Told, ...]:
    """The latest changes, of one person or of all."""
    rows = Change.objects.order_by("-pk")
    if about:
        rows = rows.filter(about=about.pk)
    latest = list(rows[:number])
    ids = {one.about for one in latest} | {one.by for one in latest if one.by}
    names = {staff.pk: staff.name for staff in Staff.objects.filter(pk__in=ids)}
    return tuple(_told(one, names) for one in latest)


def _listed(staff: Staff, *, yet_to: bool) -> Listed:
    return Listed(
        staff_id=staff.pk,
        name=staff.name,
        email=staff.email,
        role=ROLE_NAMES[Role(staff.role)],
        unit=staff.unit.name if staff.unit else "",
        signs_in=("No password yet" if yet_to else "Yes") if staff.is_active else "No",
    )


def _told(change: Change, names: dict[int, str]) -> Told:
    columns = {**change.before, **change.after}
    return Told(
        at=change.at,
        by=names.get(change.by, "") if change.by else "The command at the console",
        about=names.get(change.about, ""),
        about_id=change.about,
        what=_WHAT.get(change.what, change.what),
        details=[
            f"{column.replace('_', ' ')}: {_word(change.before, column)}, "
            f"now {_word(change.after, column)}"
            for column in columns
            if change.what == "changed"
        ],
    )


def _word(columns: dict[str, object], column: str) -> str:
    return str(columns.get(column) or "none")
