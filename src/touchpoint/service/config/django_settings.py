"""The settings of Django, made from the settings of the service and safe unless told otherwise."""

import secrets
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from touchpoint.service.config.database import django_database
from touchpoint.service.config.kept_secrets import SECRET_KEY as SECRET_KEY_FILE
from touchpoint.service.config.kept_secrets import kept
from touchpoint.service.config.logs import logging_settings
from touchpoint.service.config.settings import settings
from touchpoint.service.config.sign_in_settings import sign_in_settings
from touchpoint.service.ui.wiring import BUILT, CSRF_FAILURE, SERVED, STATIC_STORAGE

_settings: Final = settings()
_service: Final = Path(__file__).resolve().parents[1]
_address: Final = urlsplit(_settings.served_from)

DEBUG: Final = False
# A process that serves nobody (a type checker, say) may run before set-up has kept a key.
SECRET_KEY: Final = (
    (_settings.secret_key.get_secret_value() if _settings.secret_key else None)
    or kept(_settings.data, SECRET_KEY_FILE)
    or secrets.token_urlsafe(48)
)

INSTALLED_APPS: Final = [
    "touchpoint.service.organisation",
    "touchpoint.service.journeys",
    "touchpoint.service.extracts",
    "touchpoint.service.config",
    "touchpoint.service.ui",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "procrastinate.contrib.django",
]
MIDDLEWARE: Final = [
    "touchpoint.service.config.request_log.RequestLog",
    "touchpoint.service.ui.headers.Headers",
    "touchpoint.service.ui.faults.NotAllowed",
    "touchpoint.service.ui.paging.ToAPageThatIsThere",
    "touchpoint.service.config.body_size.BodySize",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "touchpoint.service.organisation.middleware.SignedIn",
    "touchpoint.service.organisation.middleware.Declared",
    "touchpoint.service.organisation.middleware.ActingAs",
]
ROOT_URLCONF: Final = "touchpoint.service.config.urls"
WSGI_APPLICATION: Final = "touchpoint.service.config.wsgi.application"
TEMPLATES: Final[list[dict[str, Any]]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": sorted((*_service.glob("*/templates"), *_service.glob("*/*/templates"))),
        "OPTIONS": {"environment": "touchpoint.service.ui.jinja.environment"},
    },
    {
        # What allauth says in messages and letters; its pages are ours.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    },
]

DATABASES: Final = {"default": django_database(_settings)}
DEFAULT_AUTO_FIELD: Final = "django.db.models.BigAutoField"
AUTH_USER_MODEL: Final = "organisation.Staff"

USE_TZ: Final = True
TIME_ZONE: Final = "Europe/London"
LANGUAGE_CODE: Final = "en-gb"
USE_I18N: Final = False

ALLOWED_HOSTS: Final = sorted({str(_address.hostname), "127.0.0.1", "localhost", "[::1]"})
CSRF_TRUSTED_ORIGINS: Final = [_settings.served_from]
SECURE_PROXY_SSL_HEADER: Final = (
    ("HTTP_X_FORWARDED_PROTO", "https") if _settings.behind_proxy else None
)
# On plain http, which only loopback may use, a secure cookie would never come back.
SECURE_REDIRECT_EXEMPT: Final = [r"^health$"]
SECURE_SSL_REDIRECT: Final = _settings.is_https
SECURE_HSTS_SECONDS: Final = _settings.hsts_days * 86_400 if _settings.is_https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS: Final = False
SECURE_CONTENT_TYPE_NOSNIFF: Final = True
SECURE_REFERRER_POLICY: Final = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY: Final = "same-origin"
X_FRAME_OPTIONS: Final = "DENY"

SESSION_ENGINE: Final = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME: Final = "__Host-session" if _settings.is_https else "session"
SESSION_COOKIE_SECURE: Final = _settings.is_https
SESSION_COOKIE_HTTPONLY: Final = True
SESSION_COOKIE_SAMESITE: Final = "Lax"
SESSION_COOKIE_AGE: Final = _settings.session_hours * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE: Final = True
CSRF_COOKIE_NAME: Final = "__Host-csrf" if _settings.is_https else "csrf"
CSRF_COOKIE_SECURE: Final = _settings.is_https
CSRF_COOKIE_HTTPONLY: Final = True
CSRF_COOKIE_SAMESITE: Final = "Lax"
MESSAGE_STORAGE: Final = "django.contrib.messages.storage.session.SessionStorage"

DATA_UPLOAD_MAX_MEMORY_SIZE: Final = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS: Final = 1000
FILE_UPLOAD_MAX_MEMORY_SIZE: Final = 1024 * 1024
AUTH_PASSWORD_VALIDATORS: Final = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

STATIC_URL: Final = "/static/"
STATIC_ROOT: Final = SERVED
STATICFILES_DIRS: Final = [BUILT]
STORAGES: Final = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": STATIC_STORAGE},
}
CSRF_FAILURE_VIEW: Final = CSRF_FAILURE

# What the shell of every page says.
FORCE_NAME: Final = _settings.shown_name
MADE_UP: Final = _settings.made_up

PROCRASTINATE_IMPORT_PATHS: Final = ["touchpoint.service.running.tasks"]

LOGGING: Final = logging_settings(_settings)
SILENCED_SYSTEM_CHECKS: Final[list[str]] = []

# Signing in, second factors, the force's own sign-in, mail, the cache.
globals().update(sign_in_settings(_settings))
