"""Tokens of the API: made by their owner, shown once, kept as a hash, never more than its owner."""

import re
from datetime import timedelta

import pytest
from cast import NOW, Cast
from database import Database
from django.utils import timezone
from inside import Visitor, as_owner, cast, database, server, signed_in_as

from touchpoint.errors import Refused
from touchpoint.service.organisation.acting import acting_as
from touchpoint.service.organisation.models import Staff, Token
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.tokens import holder_of_token
from touchpoint.service.organisation.tokens.actions import grantable, make_token, revoke_token

__all__ = ["cast", "database", "server"]
TOKENS = "/people/account/tokens/"


def made(staff: Staff, *permissions: Permission, days: int = 30) -> str:
    with acting_as(staff):
        return make_token(by=staff, name="app", permissions=permissions, days=days, now=NOW)


def key_of(visitor: Visitor) -> str:
    """The key of the form that stands on the page of tokens."""
    (key,) = re.findall(r'name="form" value="([^"]+)"', visitor.get(TOKENS).content.decode())
    return str(key)


def last_of(staff: Staff) -> Token:
    """The last token of somebody, as they find it."""
    with acting_as(staff):
        return Token.objects.filter(staff=staff).latest("pk")


def test_a_token_is_made_on_a_page_shown_once_and_kept_as_a_hash(cast: Cast) -> None:
    visitor = signed_in_as(cast.osei)
    said = {"name": "Notebook", "permissions": ["append", "see_journey"], "days": "30"}
    shown = visitor.send(TOKENS, said | {"form": key_of(visitor)}).content.decode()
    found = re.search(r"touchpoint_[A-Za-z0-9_-]{43}", shown)
    assert found
    holder = holder_of_token(found[0], timezone.now())
    assert holder is not None
    assert holder.staff.pk == cast.osei.pk
    again = visitor.get(TOKENS).content.decode()
    assert "Notebook" in again
    assert found[0] not in again
    assert found[0].encode() not in bytes(last_of(holder.staff).hash)


def test_a_form_that_is_sent_again_makes_no_second_token_and_shows_none(cast: Cast) -> None:
    visitor = signed_in_as(cast.osei)
    said = {"name": "Twice", "permissions": ["append"], "days": "30", "form": key_of(visitor)}
    assert "touchpoint_" in visitor.send(TOKENS, said).content.decode()
    again = visitor.send(TOKENS, {**said, "name": "Another"})
    assert again["Location"] == TOKENS
    page = visitor.get(TOKENS).content.decode()
    assert "That form has made its token already" in page
    with acting_as(cast.osei):
        assert Token.objects.filter(name="Twice").count() == 1
        assert not Token.objects.filter(name="Another").exists()
    visitor.send(TOKENS, {**said, "name": "Another", "form": key_of(visitor)})
    assert last_of(cast.osei).name == "Another"


def test_a_token_may_do_what_both_it_and_its_owner_may(cast: Cast) -> None:
    holder = holder_of_token(made(cast.osei, Permission.APPEND), NOW)
    assert holder
    assert holder.may(Permission.APPEND)
    assert not holder.may(Permission.SEE_JOURNEY)


def test_a_token_counts_until_it_expires_is_revoked_or_its_owner_goes(
    cast: Cast, database: Database
) -> None:
    text = made(cast.wren, Permission.SEE_JOURNEY)
    assert holder_of_token(text, NOW + timedelta(days=29))
    assert holder_of_token(text, NOW + timedelta(days=30)) is None
    revoked = made(cast.wren, Permission.SEE_JOURNEY)
    with acting_as(cast.wren):
        assert revoke_token(by=cast.wren, token_id=last_of(cast.wren).pk, now=NOW)
    assert holder_of_token(revoked, NOW) is None
    with as_owner(database):
        Staff.objects.filter(pk=cast.wren.pk).update(is_active=False)
    assert holder_of_token(text, NOW) is None


@pytest.mark.parametrize("text", ["", "touchpoint_", "touchpoint_" + "a" * 43, "x" * 5000, "\x00"])
def test_what_is_no_token_is_nobodys(cast: Cast, text: str) -> None:
    assert cast.osei.pk
    assert holder_of_token(text, NOW) is None


def test_nobody_makes_a_token_that_may_more_than_they(cast: Cast) -> None:
    for permission in (Permission.SEE_LOOKS, Permission.MANAGE_PEOPLE, Permission.BREAK_GLASS):
        with pytest.raises(Refused):
            made(cast.osei, permission)
    with pytest.raises(Refused):
        made(cast.adams, Permission.MANAGE_PEOPLE)
    with pytest.raises(Refused):
        made(cast.osei, Permission.APPEND, days=400)
    assert Permission.BREAK_GLASS not in grantable("officer")


def test_ones_own_tokens_are_nobody_elses_to_revoke(cast: Cast) -> None:
    made(cast.osei, Permission.APPEND)
    token = last_of(cast.osei)
    byrne = signed_in_as(cast.byrne)
    assert byrne.send(f"{TOKENS}{token.pk}/revoke/").status_code == 404
    assert last_of(cast.osei).revoked_at is None
    assert signed_in_as(cast.osei).send(f"{TOKENS}{token.pk}/revoke/").status_code == 302
    assert last_of(cast.osei).revoked_at is not None


def test_a_token_that_is_revoked_in_a_second_tab_as_well_is_revoked_once(cast: Cast) -> None:
    made(cast.osei, Permission.APPEND)
    token, osei = last_of(cast.osei), signed_in_as(cast.osei)
    osei.send(f"{TOKENS}{token.pk}/revoke/")
    first = last_of(cast.osei).revoked_at
    assert osei.send(f"{TOKENS}{token.pk}/revoke/")["Location"] == TOKENS
    assert "The token is revoked." in osei.get(TOKENS).content.decode()
    assert last_of(cast.osei).revoked_at == first
