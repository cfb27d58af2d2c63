"""Every setting of the service: typed, with a default that is safe, from the environment alone.

Whoever runs the service learns of every fault of its environment at once, in sentences.
"""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from touchpoint.errors import Refused
from touchpoint.service.config import setting_faults

PREFIX: Final = "TOUCHPOINT_"
PRODUCT: Final = "Touchpoint"
MADE_UP_FORCE: Final = "Westmarch Police (made up)"
"""What a made-up force is called: as its ledger calls it, and so that nobody takes it for one."""

Names = Annotated[tuple[str, ...], NoDecode]
"""Several names, written with commas between them."""


class Settings(BaseSettings):
    """What may be set; each is an environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="ignore", hide_input_in_errors=True
    )

    data: Path = Field(
        default=Path("data"),
        description="The folder that holds everything the service keeps outside the database: the "
        "embedded Postgres, secrets, files that were uploaded.",
    )
    uploads: Path | None = Field(
        default=None,
        description="The folder that files sent in the browser lie in: the web server puts them "
        "there and the worker takes them from there. Left out, `uploads` of the data folder. Where "
        "the two run apart it has to be set, to one folder that the group of both may write to.",
    )
    force_name: str = Field(
        default="",
        description="The force's name, shown at the top of every page. Left out, that of the "
        "product stands there, or that of the made-up force.",
    )
    made_up: bool = Field(
        default=False,
        description="Whether the force is made up. Pages then say so, and a second factor is "
        "offered instead of required. Never set it where real victims are.",
    )
    made_up_journeys: int = Field(
        default=30_000,
        ge=100,
        le=2_000_000,
        description="How many journeys the made-up force of a first start has.",
    )

    host: str = Field(
        default="127.0.0.1",
        description="The address that the web server listens on.",
    )
    port: int = Field(
        default=8000,
        ge=1,
        le=65535,
        description="The port that the web server listens on.",
    )
    public_url: str = Field(
        default="",
        description="The address that people type, such as https://touchpoint.example.police.uk. "
        "Left out, the service answers on this machine alone. Must be https elsewhere, which a "
        "proxy in front speaks.",
    )
    behind_proxy: bool = Field(
        default=False,
        description="Whether a proxy in front ends TLS and sets X-Forwarded-Proto and "
        "X-Forwarded-For. Set it only if that proxy overwrites what browsers send.",
    )
    hsts_days: int = Field(
        default=365,
        ge=0,
        description="How long browsers are told to insist on https; 0 says nothing.",
    )
    web_processes: int = Field(default=4, ge=1, le=64, description="Processes of the web server.")
    web_threads: int = Field(default=2, ge=1, le=64, description="Threads of each of them.")
    upload_megabytes: int = Field(
        default=200,
        ge=1,
        le=4096,
        description="The largest extract that may be loaded in the browser.",
    )

    database_url: SecretStr | None = Field(
        default=None,
        validation_alias="DATABASE_URL",
        description="A Postgres of your own, version 15 or later, as the role that owns the "
        "service's tables: postgresql://owner:password@host/name. Left out, the service keeps a "
        "Postgres of its own in its data folder.",
    )
    database_web_url: SecretStr | None = Field(
        default=None,
        validation_alias="DATABASE_WEB_URL",
        description="The same database as the role touchpoint_web, as which pages are served. "
        "Left out, the service makes that role and keeps its password in its data folder.",
    )
    database_as: Literal["web", "owner"] = Field(
        default="web",
        description="Which role this process works as. Web servers are `web`; commands and the "
        "worker set `owner` themselves.",
    )

    secret_key: SecretStr | None = Field(
        default=None,
        min_length=32,
        description="What sessions are signed with, at least 32 characters. Left out, one is made "
        "at set-up and kept in the data folder. Where the web server and the worker run apart it "
        "has to be set, to the same for both.",
    )
    session_hours: int = Field(
        default=10, ge=1, le=24, description="A sign-in lasts at most this long: a shift."
    )
    idle_minutes: int = Field(
        default=30, ge=5, le=480, description="Whoever does nothing for this long is signed out."
    )

    oidc_name: str = Field(
        default="",
        description="What the force calls its sign-in, as on the button.",
    )
    oidc_url: str = Field(
        default="",
        description="The OpenID Connect provider's address, which must be https off loopback.",
    )
    oidc_client: str = Field(
        default="",
        description="The client id that the provider gave the service.",
    )
    oidc_secret: SecretStr | None = Field(default=None, description="The client's secret.")
    oidc_trusts_email: bool = Field(
        default=False,
        description="Whether addresses that the provider sends are believed without its "
        "email_verified. Set it only for a tenant of the force's own, where nobody can choose "
        "their own address.",
    )
    oidc_second_factor: Literal["asked_here", "by_provider"] = Field(
        default="asked_here",
        description="Whether whoever comes by the provider needs a second factor here as well. "
        "`by_provider` only where the provider asks for one at every sign-in.",
    )

    break_glass_hours: int = Field(
        default=8,
        ge=1,
        le=72,
        description="How long a journey stays open to somebody who opened it with break-glass.",
    )
    smtp_url: SecretStr | None = Field(
        default=None,
        description="The mail server, as smtp://user:password@host:587; TLS is insisted on. "
        "Left out, no mail is sent: links to set a password are handed over by administrators.",
    )
    mail_from: str = Field(
        default="",
        description="The address that mail comes from.",
    )

    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="How much is logged. Whatever it is, no name and no search is."
    )

    @property
    def shown_name(self) -> str:
        """The name at the top of every page."""
        return self.force_name.strip() or (MADE_UP_FORCE if self.made_up else PRODUCT)

    @property
    def served_from(self) -> str:
        """The address that people type."""
        return self.public_url.rstrip("/") or f"http://{_bracketed(self.host)}:{self.port}"

    @property
    def uploads_folder(self) -> Path:
        """Where the files lie that were sent in the browser."""
        return (self.uploads or self.data / "uploads").resolve()

    @property
    def is_https(self) -> bool:
        return urlsplit(self.served_from).scheme == "https"

    @property
    def second_factor(self) -> Literal["required", "offered"]:
        return "offered" if self.made_up else "required"

    @model_validator(mode="after")
    def _is_safe(self) -> "Settings":
        databases = ("database_url", "database_web_url")
        provider = ("oidc_name", "oidc_url", "oidc_client", "oidc_secret")
        faults = [
            *setting_faults.of_address(self.public_url, self.served_from),
            *setting_faults.of_key(self.secret_key),
            *setting_faults.of_databases({variable(one): getattr(self, one) for one in databases}),
            *setting_faults.of_provider(
                {variable(one): getattr(self, one) for one in provider}, self.oidc_url
            ),
            *setting_faults.of_mail(self.smtp_url, self.mail_from),
        ]
        if faults:
            raise ValueError("\n".join(faults))
        return self


def read_settings() -> Settings:
    """The settings in the environment, or every fault of them at once."""
    unknown = _unknown(os.environ)
    try:
        found = Settings()
    except ValidationError as error:
        faults = [*_faults(error), *unknown]
    else:
        if not unknown:
            return found
        faults = unknown
    count = f"{len(faults)} setting{'s' if len(faults) > 1 else ''}"
    raise Refused(
        f"The service cannot start with {count} as they are in the environment; see "
        "docs/reference/settings.md.",
        faults,
    )


@cache
def settings() -> Settings:
    """The settings of this process."""
    return read_settings()


def variable(name: str) -> str:
    """The environment variable of a setting."""
    alias = Settings.model_fields[name].validation_alias
    return alias if isinstance(alias, str) else f"{PREFIX}{name.upper()}"


def _faults(error: ValidationError) -> list[str]:
    """What is wrong with single settings, and with how the others fit together."""
    told = [sentence for one in error.errors() for sentence in _sentences(one)]
    badly_written = {_name_of(one) for one in error.errors() if one["loc"]}
    if not badly_written:
        return told
    try:
        Settings.model_validate(
            {_given_as(name): Settings.model_fields[name].default for name in badly_written}
        )
    except ValidationError as other:
        told += [sentence for one in other.errors() for sentence in _sentences(one)]
    return told


def _sentences(error: ErrorDetails) -> list[str]:
    if not error["loc"]:
        return str(error["ctx"]["error"]).split("\n")
    return [f"{variable(_name_of(error))}: {error['msg'][0].lower()}{error['msg'][1:]}."]


def _name_of(error: ErrorDetails) -> str:
    """The setting that is badly written, whatever the environment calls it."""
    place = str(error["loc"][0])
    return next((one for one in Settings.model_fields if place in {one, _given_as(one)}), place)


def _given_as(name: str) -> str:
    alias = Settings.model_fields[name].validation_alias
    return alias if isinstance(alias, str) else name


def _unknown(environment: Mapping[str, str]) -> list[str]:
    known = {variable(name) for name in Settings.model_fields} | OTHERS
    return [
        f"{name} is no setting: look at its spelling."
        for name in sorted(environment)
        if name.startswith(PREFIX) and name not in known
    ]


OTHERS: Final = frozenset({"TOUCHPOINT_TRACEBACK", "TOUCHPOINT_SUPERVISOR"})
"""Variables with our prefix that are no settings of the service."""


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
