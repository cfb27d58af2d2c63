"""What administrators do to people: each in one transaction, written down, and not to oneself.

Nobody changes their own role: an administrator who should see journeys needs another administrator,
and then is none any longer. Whatever changes what somebody may see ends their sessions at once.
"""

from datetime import datetime
from typing import Final

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from touchpoint.errors import Refused
from touchpoint.service.organisation.changes import record
from touchpoint.service.organisation.links import link_for
from touchpoint.service.organisation.mail_server import may_send
from touchpoint.service.organisation.models import Staff, Token
from touchpoint.service.organisation.people.person import Person, faults_of, stored
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.roles import Role
from touchpoint.service.organisation.tasks import send_password_link

_NOT_SAVED: Final = "This person was not saved."


@transaction.atomic
def add_person(*, by: Staff | None, person: Person, now: datetime) -> Staff:
    """Adds somebody, who cannot sign in until a link has set their password."""
    _authorise(by, None)
    if faults := faults_of(person):
        raise Refused(_NOT_SAVED, list(faults.values()))
    staff = Staff(added_at=now, **person.as_stored())
    staff.set_unusable_password()
    _save(staff)
    record(by=by, about=staff, what="added", now=now, after=person.as_stored())
    return staff


def add_administrator(*, name: str, email: str, now: datetime) -> Staff:
    """Adds an administrator from the console, where whoever runs the service stands."""
    said = Person(name=name.strip(), email=email.strip(), role=Role.ADMINISTRATOR)
    try:
        validate_email(said.email)
    except ValidationError:
        raise Refused(f"{email!r} is no email address.") from None
    return add_person(by=None, person=said, now=now)


@transaction.atomic
def change_person(*, by: Staff, staff_id: int, person: Person, now: datetime) -> Staff:
    """Says anew who somebody is. Their sessions end, and their tokens with them."""
    staff = _locked(by, staff_id)
    if faults := faults_of(person, staff=staff):
        raise Refused(_NOT_SAVED, list(faults.values()))
    before, after = stored(staff), person.as_stored()
    if before == after:
        return staff
    for column, value in after.items():
        setattr(staff, column, value)
    staff.sessions_key += 1
    _save(staff)
    if before["role"] != after["role"]:
        _revoke_tokens(staff, now)
    if before["email"] != after["email"]:
        SocialAccount.objects.filter(user=staff).delete()
    changed = [column for column in after if before[column] != after[column]]
    record(
        by=by,
        about=staff,
        what="changed",
        now=now,
        before={column: before[column] for column in changed},
        after={column: after[column] for column in changed},
    )
    return staff


@transaction.atomic
def deactivate(*, by: Staff, staff_id: int, now: datetime) -> None:
    """Lets somebody go: at once, everywhere, with all their tokens."""
    staff = _locked(by, staff_id)
    staff.is_active = False
    staff.sessions_key += 1
    staff.save(update_fields=["is_active", "sessions_key"])
    _revoke_tokens(staff, now)
    record(by=by, about=staff, what="deactivated", now=now)


@transaction.atomic
def reactivate(*, by: Staff, staff_id: int, now: datetime) -> None:
    """Takes somebody back, with the second factors they had but none of their sessions."""
    staff = _locked(by, staff_id)
    staff.is_active = True
    staff.save(update_fields=["is_active"])
    record(by=by, about=staff, what="reactivated", now=now)


@transaction.atomic
def reset_second_factor(*, by: Staff, staff_id: int, now: datetime) -> None:
    """Takes away every second factor of somebody who lost theirs; they set one up anew."""
    staff = _locked(by, staff_id)
    Authenticator.objects.filter(user=staff).delete()
    staff.sessions_key += 1
    staff.save(update_fields=["sessions_key"])
    record(by=by, about=staff, what="second_factor_reset", now=now)


@transaction.atomic
def end_sessions(*, by: Staff, staff_id: int, now: datetime) -> None:
    """Signs somebody out everywhere."""
    staff = _locked(by, staff_id)
    staff.sessions_key += 1
    staff.save(update_fields=["sessions_key"])
    record(by=by, about=staff, what="sessions_ended", now=now)


@transaction.atomic
def give_link(*, by: Staff, staff_id: int, now: datetime) -> str | None:
    """Has a link to set a password sent. Only without a mail server is it returned, to hand over.

    Whoever holds a link can sign in as that person, so one that was handed over is written down as
    such, where auditors look.
    """
    staff = _locked(by, staff_id)
    if may_send():
        send_password_link.defer(staff_id=staff.pk)
        record(by=by, about=staff, what="link_sent", now=now)
        return None
    record(by=by, about=staff, what="link_handed_over", now=now)
    return link_for(staff)


def _authorise(by: Staff | None, staff_id: int | None) -> None:
    if by is None:
        return
    if not by.may(Permission.MANAGE_PEOPLE):
        raise Refused("Only an administrator changes people.")
    if by.pk == staff_id:
        raise Refused("You cannot change yourself: ask another administrator.")


def _locked(by: Staff, staff_id: int) -> Staff:
    """Whoever it is about, held so that two changes at once come one after the other."""
    _authorise(by, staff_id)
    return Staff.objects.select_for_update().get(pk=staff_id)


def _revoke_tokens(staff: Staff, now: datetime) -> None:
    Token.objects.filter(staff=staff, revoked_at=None).update(revoked_at=now)


def _save(staff: Staff) -> None:
    try:
        with transaction.atomic():
            staff.save()
    except IntegrityError:
        raise Refused(
            _NOT_SAVED,
            ["Somebody was given this email address or officer number just now: look again."],
        ) from None
