"""What allauth asks us: who may sign in, by what, and what is said to them."""

from base64 import urlsafe_b64encode
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from touchpoint.service.config.settings import PRODUCT, settings
from touchpoint.service.config.sign_in_settings import TEN_MINUTES
from touchpoint.service.organisation.models import Staff
from touchpoint.service.organisation.permissions import Permission
from touchpoint.service.organisation.sessions import BY_PROVIDER
from touchpoint.service.organisation.signing_in.failures import address_of, succeeded

_SALT: Final = "touchpoint.service.organisation.signing_in.second_factor"
INCORRECT: Final = "Enter the code that your app shows now, or a recovery code you have not used"


class StaffAdapter(DefaultAccountAdapter):
    """Nobody signs up, nothing is mailed by allauth, and its messages stay unsaid."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        del request
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        del request
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        return None

    def send_mail(self, *_args: Any, **_kwargs: Any) -> None:
        return None

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """People, for those who manage them; for everybody else what is due from them."""
        staff = request.user if isinstance(request.user, Staff) else None
        if staff and staff.may(Permission.MANAGE_PEOPLE):
            return reverse("organisation:people")
        return "/"

    def respond_user_inactive(self, request: HttpRequest, user: Staff) -> HttpResponse:
        del request, user
        return HttpResponseRedirect(reverse("socialaccount_login_error"))

    def post_login(self, request: HttpRequest, user: Staff, **kwargs: Any) -> HttpResponse:
        methods = {one["method"] for one in get_authentication_records(request, user)}
        if "socialaccount" in methods and settings().oidc_second_factor == "by_provider":
            request.session[BY_PROVIDER] = True
        succeeded(user.email)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def is_reauthentication_required(self, *, app: str, **_kwargs: Any) -> bool:
        """Whoever has just signed in need not say again who they are."""
        del app
        records = get_authentication_records(context.request, context.request.user)
        since = timezone.now().timestamp() - TEN_MINUTES
        return not any(record["at"] > since for record in records)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are kept sealed, and what is required cannot be taken away."""

    error_messages: Final = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": INCORRECT,
        "cannot_delete_authenticator": "You need a second factor. Add another one first",
    }

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if settings().second_factor == "offered":
            return True
        kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        own = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=kinds)
        others: bool = own.exclude(pk=authenticator.pk).exists()
        return others

    def _get_site_name(self) -> str:
        name = settings().shown_name
        return name if name == PRODUCT else f"{PRODUCT}, {name}"

    def _get_user_identifier(self, user: Staff) -> str:
        return user.email


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Lets in only people that an administrator added: by who they are there, or by address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        del request, sociallogin
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") not in {None, "", "login"}:
            raise ImmediateHttpResponse(_refused())
        if not sociallogin.is_existing:
            staff = _by_address(sociallogin)
            if staff is None:
                raise ImmediateHttpResponse(_refused())
            sociallogin.connect(request, staff)
        if not sociallogin.user.is_active:
            raise ImmediateHttpResponse(_refused())

    def on_authentication_error(self, *_args: Any, **_kwargs: Any) -> None:
        raise ImmediateHttpResponse(_refused())


def _by_address(login: SocialLogin) -> Staff | None:
    """Somebody whose address the provider has verified, and who came by no other account yet."""
    verified = [one.email.lower() for one in login.email_addresses if one.verified]
    return Staff.objects.filter(
        email__in=verified, is_active=True, socialaccount__isnull=True
    ).first()


def _refused() -> HttpResponse:
    return HttpResponseRedirect(reverse("socialaccount_login_error"))


def _seal() -> Fernet:
    """Made from the secret key: a stolen copy of the database alone opens nothing."""
    key = salted_hmac(_SALT, "seal", algorithm="sha256").digest()
    return Fernet(urlsafe_b64encode(key))
