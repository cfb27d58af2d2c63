"""What Django and allauth are told of signing in. It imports neither: settings import it."""

from typing import Any, Final
from urllib.parse import unquote, urlsplit

from touchpoint.service.config.addresses import is_loopback
from touchpoint.service.config.settings import Settings

CACHE_TABLE: Final = "organisation_cache"
PROVIDER: Final = "force"
"""How the force's own sign-in is called in addresses."""

NOWHERE: Final = "django.core.mail.backends.dummy.EmailBackend"
"""Where letters go without a mail server."""

_ROOM: Final = "touchpoint.service.organisation.signing_in"
TEN_MINUTES: Final = 600
"""In seconds: how long a sign-in may take, and how long one need not say again who one is."""


def sign_in_settings(settings: Settings) -> dict[str, Any]:
    """Every setting of Django that has to do with signing in."""
    return {**_DJANGO, **_PASSWORD, **_SECOND_FACTOR, **_provider(settings), **_mail(settings)}


_DJANGO: Final[dict[str, Any]] = {
    "AUTHENTICATION_BACKENDS": [f"{_ROOM}.backend.StaffBackend"],
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.ScryptPasswordHasher"],
    "PASSWORD_RESET_TIMEOUT": 86_400,
    "LOGIN_URL": "account_login",
    "LOGIN_REDIRECT_URL": "/",
    # Kept in the database, so that every process knows which codes were used.
    "CACHES": {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": CACHE_TABLE,
        }
    },
}

_PASSWORD: Final[dict[str, Any]] = {
    "ACCOUNT_ADAPTER": f"{_ROOM}.adapters.StaffAdapter",
    "ACCOUNT_LOGIN_METHODS": {"email"},
    "ACCOUNT_SIGNUP_FIELDS": ["email*"],
    "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
    "ACCOUNT_USER_MODEL_EMAIL_FIELD": "email",
    "ACCOUNT_EMAIL_VERIFICATION": "none",
    "ACCOUNT_SESSION_REMEMBER": False,
    "ACCOUNT_LOGIN_TIMEOUT": TEN_MINUTES,
    "ACCOUNT_REAUTHENTICATION_TIMEOUT": TEN_MINUTES,
    # Failures are counted in the database (signing_in/failures.py), not here.
    "ACCOUNT_RATE_LIMITS": False,
}

_SECOND_FACTOR: Final[dict[str, Any]] = {
    "MFA_ADAPTER": f"{_ROOM}.adapters.SecondFactorAdapter",
    "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
    "MFA_PASSKEY_LOGIN_ENABLED": True,
    "MFA_RECOVERY_CODES_SHOW_ONCE": True,
    "MFA_TOTP_TOLERANCE": 1,
    # An administrator types the address of each person: nobody adds their own.
    "MFA_ALLOW_UNVERIFIED_EMAIL": True,
    "MFA_RATE_LIMITS": False,
}


def _provider(settings: Settings) -> dict[str, Any]:
    apps = []
    if settings.oidc_url and settings.oidc_secret:
        apps.append(
            {
                "provider_id": PROVIDER,
                "name": settings.oidc_name,
                "client_id": settings.oidc_client,
                "secret": settings.oidc_secret.get_secret_value(),
                "settings": {
                    "server_url": settings.oidc_url,
                    "oauth_pkce_enabled": True,
                    "verified_email": settings.oidc_trusts_email,
                },
            }
        )
    return {
        "SOCIALACCOUNT_ADAPTER": f"{_ROOM}.adapters.ProviderAdapter",
        "SOCIALACCOUNT_PROVIDERS": {"openid_connect": {"APPS": apps}},
        "SOCIALACCOUNT_AUTO_SIGNUP": False,
        "SOCIALACCOUNT_STORE_TOKENS": False,
        # The button is a link: what follows it is guarded by state and PKCE, not by a form.
        "SOCIALACCOUNT_LOGIN_ON_GET": True,
    }


def _mail(settings: Settings) -> dict[str, Any]:
    address = settings.smtp_url.get_secret_value() if settings.smtp_url else ""
    if not address:
        return {"EMAIL_BACKEND": NOWHERE}
    url = urlsplit(address)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname or "",
        "EMAIL_PORT": url.port or 587,
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": not is_loopback(url.hostname or ""),
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": settings.mail_from or f"touchpoint@{url.hostname}",
    }
