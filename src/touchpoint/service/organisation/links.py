"""Links with which a password is set: once, within a day, and only by whoever holds the link."""

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from touchpoint.service.config.settings import settings
from touchpoint.service.organisation.models import Staff


def link_for(staff: Staff) -> str:
    """A link for somebody. It begins with the address in the settings, not with a Host."""
    name = urlsafe_base64_encode(str(staff.pk).encode())
    path = reverse(
        "new_password", kwargs={"who": name, "token": default_token_generator.make_token(staff)}
    )
    return settings().served_from + path


def staff_of_link(who: str, token: str) -> Staff | None:
    """Whose link it is, if it still works."""
    try:
        number = int(urlsafe_base64_decode(who).decode())
    except (ValueError, UnicodeDecodeError):
        return None
    # A link says nothing of ids that the database cannot hold.
    staff = Staff.objects.filter(pk=number, is_active=True).first() if number < 2**63 else None
    return staff if staff and default_token_generator.check_token(staff, token) else None
