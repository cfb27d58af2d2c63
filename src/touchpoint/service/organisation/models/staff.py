"""A person who signs in: the user model of the service.

The rules of a person stand here as constraints: a role in a unit has a unit, an officer has the
officer id of the ledger, a provider has the name under which referrals reach it.
"""

from typing import ClassVar, Final

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from touchpoint.service.organisation.models.units import Unit
from touchpoint.service.organisation.permissions import Permission, may
from touchpoint.service.organisation.roles import IN_A_UNIT, ROLE_NAMES, Role

_SALT: Final = "touchpoint.service.organisation.session"


class StaffManager(BaseUserManager["Staff"]):
    """Finds people by the address they sign in with, in any case."""

    def get_by_natural_key(self, username: str | None) -> "Staff":
        return self.get(email=(username or "").lower())


class Staff(AbstractBaseUser):
    """Somebody who works with journeys or with what is released of them."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.TextField()
    role = models.TextField(choices=[(role.value, name) for role, name in ROLE_NAMES.items()])
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="staff")
    officer_id = models.TextField(null=True, blank=True, db_collation="C")  # noqa: DJ001 - blank is not no: the ledger's own null
    provider = models.TextField(null=True, blank=True, db_collation="C")  # noqa: DJ001 - the same
    is_active = models.BooleanField(default=True)
    sessions_key = models.BigIntegerField(default=0)
    added_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "role"]

    objects = StaffManager()

    class Meta:
        db_table = "organisation_staff"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["officer_id"], name="staff_officer_id_once"),
            models.CheckConstraint(condition=Q(email=Lower("email")), name="staff_email_lower"),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="staff_role_known"
            ),
            models.CheckConstraint(
                condition=~Q(role__in=sorted(role.value for role in IN_A_UNIT))
                | Q(unit__isnull=False),
                name="staff_in_a_unit",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.OFFICER.value) | Q(officer_id__isnull=False),
                name="staff_officer_has_id",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.PROVIDER.value, provider__isnull=False)
                | (~Q(role=Role.PROVIDER.value) & Q(provider__isnull=True)),
                name="staff_provider_named",
            ),
        ]

    def __str__(self) -> str:
        return f"staff {self.pk}"

    def may(self, permission: Permission) -> bool:
        """Whether this person may do something; nobody deactivated may do anything."""
        return self.is_active and may(self.role, permission)

    def get_session_auth_hash(self) -> str:
        """What a session is held to: it ends with the password, the role or `sessions_key`."""
        held_to = f"{self.password}|{self.role}|{self.is_active}|{self.sessions_key}"
        return salted_hmac(_SALT, held_to, algorithm="sha256").hexdigest()
