"""The pages by which people come in: password, code, passkey, the force's own sign-in; and out."""

from typing import Any, Final

from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as passkeys
from allauth.mfa.webauthn.views import LoginWebAuthnView
from allauth.socialaccount.providers.openid_connect import views as provider_views
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from touchpoint.service.config.settings import settings
from touchpoint.service.config.sign_in_settings import PROVIDER
from touchpoint.service.organisation.opening import closed, opened_by_anyone
from touchpoint.service.organisation.signing_in.forms import CodeForm, SignInForm
from touchpoint.service.organisation.signing_in.pages import OurPage
from touchpoint.service.ui.pages import page

REFUSED: Final = 401


class SignIn(OurPage, LoginView):
    """Address and password."""

    template_name = "organisation/sign_in.html"
    form_class = SignInForm

    def get_form_class(self) -> type[SignInForm]:
        return SignInForm

    def more(self) -> dict[str, Any]:
        wanted = get_next_redirect_url(self.request) or ""
        after = wanted if wanted.isprintable() else ""
        way = reverse("openid_connect_login", kwargs={"provider_id": PROVIDER})
        return {
            "after": after,
            "passkey_address": reverse("mfa_login_webauthn"),
            "provider": settings().oidc_name,
            "provider_address": f"{way}?{urlencode({'next': after})}" if after else way,
        }


class EnterCode(OurPage, AuthenticateView):
    """The second factor, after the password."""

    template_name = "organisation/code.html"
    form_class = CodeForm

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        self.options = context["js_data"]["request_options"]
        return super().render_to_response(context, **kwargs)

    def more(self) -> dict[str, Any]:
        kinds = Authenticator.objects.filter(user=self.stage.login.user)
        return {
            "has_passkey": kinds.filter(type=Authenticator.Type.WEBAUTHN).exists(),
            "options": self.options,
        }

    def _build_forms(self) -> Any:
        posted = super()._build_forms()
        self.auth_form.request = self.request
        return posted

    def get_form_class(self) -> type[CodeForm]:
        return CodeForm


class SignInByPasskey(LoginWebAuthnView):
    """A passkey alone: it is a thing one has and knows who holds it."""

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        del request
        return JsonResponse({"request_options": passkeys.begin_authentication(user=None)})

    def form_invalid(self, form: object) -> HttpResponse:
        del form
        return HttpResponseRedirect(f"{reverse('account_login')}?passkey=refused")


sign_in = opened_by_anyone(SignIn.as_view())
enter_code = opened_by_anyone(EnterCode.as_view())
sign_in_by_passkey = opened_by_anyone(SignInByPasskey.as_view())


@opened_by_anyone
@require_safe
def to_provider(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Off to the force's own sign-in."""
    _known(provider_id)
    response: HttpResponseBase = provider_views.login(request, provider_id)
    return response


@opened_by_anyone
@require_safe
def from_provider(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Back from the force's own sign-in."""
    _known(provider_id)
    response: HttpResponseBase = provider_views.callback(request, provider_id)
    return response


def _known(provider_id: str) -> None:
    if provider_id != PROVIDER or not settings().oidc_url:
        raise Http404


@opened_by_anyone
@require_safe
def refused_by_provider(request: HttpRequest) -> HttpResponse:
    """What is said when the force's own sign-in did not end well, whatever the reason."""
    words = {"provider": settings().oidc_name}
    return page(request, "organisation/refused_by_provider.html", words, status=REFUSED)


@opened_by_anyone
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session here."""
    logout(request)
    return HttpResponseRedirect(reverse("account_login"))


@closed
def nothing(_request: HttpRequest, **_kwargs: str) -> HttpResponse:
    """A page that allauth has and we do not: the middleware answers before it is asked."""
    raise Http404
