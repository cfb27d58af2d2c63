"""The pages on which people set up, look at and remove their second factors."""

from typing import Any

from allauth.account.views import ReauthenticateView as PasswordAgainView
from allauth.mfa.base.views import IndexView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from markupsafe import Markup

from touchpoint.service.config.settings import settings
from touchpoint.service.organisation.opening import enrolling
from touchpoint.service.organisation.requests import staff_of
from touchpoint.service.organisation.sessions import has_second_factor
from touchpoint.service.organisation.signing_in.adapters import SecondFactorAdapter
from touchpoint.service.organisation.signing_in.forms import (
    AppForm,
    CodeAgainForm,
    PasswordAgainForm,
)
from touchpoint.service.organisation.signing_in.pages import OurPage


class Factors(OurPage, IndexView):
    """What one has, and what may be added."""

    template_name = "organisation/factors.html"
    names = ("authenticators",)

    def more(self) -> dict[str, Any]:
        staff = staff_of(self.request)
        return {
            "required": settings().second_factor == "required",
            "whole": bool(staff and has_second_factor(self.request.session, staff)),
        }


class AddApp(OurPage, ActivateTOTPView):
    """An authenticator app: scan or type its secret, then show that it works."""

    template_name = "organisation/add_app.html"

    def get_form_class(self) -> type[AppForm]:
        return AppForm

    def get_form(self, form_class: type[AppForm] | None = None) -> AppForm:
        form: AppForm = super().get_form(form_class)
        form.request = self.request
        return form

    def form_valid(self, form: AppForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        app = Authenticator.objects.get(user=form.user, type=Authenticator.Type.TOTP)
        # Asked as at sign-in, which marks the code as used: what set the app up signs nobody in.
        TOTP(app).validate_code(form.cleaned_data["code"])
        return response

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        self.drawn = {
            # Made by us from what we made; drawn in the page, because the policy lets no data: in.
            "picture": Markup(_without_declaration(context["totp_svg"])),  # noqa: S704 - as said
            "secret": _in_fours(context["form"].secret),
        }
        return super().render_to_response(context, **kwargs)

    def more(self) -> dict[str, Any]:
        return self.drawn


class RemoveApp(OurPage, DeactivateTOTPView):
    """Taking the app away, unless it is the last factor and one is required."""

    template_name = "organisation/remove_factor.html"
    names = ()

    def more(self) -> dict[str, Any]:
        may_go = SecondFactorAdapter().can_delete_authenticator(self.authenticator)
        return {"what": "your authenticator app", "may_go": may_go}


class AddPasskey(OurPage, AddWebAuthnView):
    """A passkey: the one thing here that needs a script, because browsers ask for one."""

    template_name = "organisation/add_passkey.html"

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        self.options = context["js_data"]["creation_options"]
        return super().render_to_response(context, **kwargs)

    def more(self) -> dict[str, Any]:
        return {"options": self.options}


class RemovePasskey(OurPage, RemoveWebAuthnView):
    """Taking a passkey away, unless it is the last factor and one is required."""

    template_name = "organisation/remove_factor.html"
    names = ()

    def more(self) -> dict[str, Any]:
        passkey = self.get_object()
        may_go = SecondFactorAdapter().can_delete_authenticator(passkey)
        return {"what": f"the passkey “{passkey}”", "may_go": may_go}

    def form_valid(self, form: object) -> HttpResponse:
        if not SecondFactorAdapter().can_delete_authenticator(self.get_object()):
            raise Http404
        response: HttpResponse = super().form_valid(form)
        return response


class RecoveryCodes(OurPage, ViewRecoveryCodesView):
    """Codes for the day on which the app is lost; shown once."""

    template_name = "organisation/recovery_codes.html"
    names = ("unused_codes", "can_view_codes")


class NewRecoveryCodes(OurPage, GenerateRecoveryCodesView):
    """New codes in place of the old."""

    template_name = "organisation/new_recovery_codes.html"
    names = ("form", "unused_code_count")


class PasswordAgain(OurPage, PasswordAgainView):
    """One's password again, before something about signing in is changed."""

    template_name = "organisation/again.html"

    def get_form_class(self) -> type[PasswordAgainForm]:
        return PasswordAgainForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}


class CodeAgain(OurPage, ReauthenticateView):
    """A code again, for those who have no password here."""

    template_name = "organisation/again.html"

    def get_form_class(self) -> type[CodeAgainForm]:
        return CodeAgainForm

    def get_form(self, form_class: type[CodeAgainForm] | None = None) -> CodeAgainForm:
        form: CodeAgainForm = super().get_form(form_class)
        form.request = self.request
        return form


class PasskeyAgain(OurPage, ReauthenticateWebAuthnView):
    """A passkey again, for those who have no password here."""

    template_name = "organisation/passkey_again.html"
    names = ()

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        self.options = context["js_data"]["request_options"]
        return super().render_to_response(context, **kwargs)

    def more(self) -> dict[str, Any]:
        return {"options": self.options}


def _without_declaration(svg: str) -> str:
    return svg[svg.index("<svg") :]


def _in_fours(secret: str) -> str:
    return " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))


factors = enrolling(Factors.as_view())
add_app = enrolling(AddApp.as_view())
remove_app = enrolling(RemoveApp.as_view())
add_passkey = enrolling(AddPasskey.as_view())
remove_passkey = enrolling(RemovePasskey.as_view())
recovery_codes = enrolling(RecoveryCodes.as_view())
new_recovery_codes = enrolling(NewRecoveryCodes.as_view())
password_again = enrolling(PasswordAgain.as_view())
code_again = enrolling(CodeAgain.as_view())
passkey_again = enrolling(PasskeyAgain.as_view())


@enrolling
def passkeys(request: HttpRequest) -> HttpResponse:
    """Where allauth goes after a passkey was removed."""
    del request
    return HttpResponseRedirect(reverse("mfa_index"))
