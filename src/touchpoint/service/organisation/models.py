"""Who works in the force, and where."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import models


class Staff(AbstractBaseUser):
    """Somebody who signs in to work."""

    email = models.EmailField(unique=True)
    name = models.TextField()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]
