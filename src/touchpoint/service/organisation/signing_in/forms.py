"""The forms of signing in. What they say is the same whether or not an account exists."""

from typing import Any, Final

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from touchpoint.service.organisation.models import Staff
from touchpoint.service.organisation.signing_in.failures import Attempt, attempt, failed, must_wait
from touchpoint.service.ui.forms import GovukForm

WRONG: Final = "Check your email address and your password: together they are not right"
WAIT: Final = "Too many tries. Wait 15 minutes, then try again"
LONGEST_PASSWORD: Final = 200
"""A password as long as a book would keep the server busy."""


class PasswordField(forms.CharField):
    """A password, as it was typed."""

    def __init__(self, *, label: str, new: bool = False, help_text: str = "") -> None:
        kind = "new-password" if new else "current-password"
        super().__init__(
            label=label,
            help_text=help_text,
            strip=False,
            max_length=LONGEST_PASSWORD,
            widget=forms.PasswordInput(attrs={"autocomplete": kind}),
        )


class SignInForm(GovukForm):
    """Address and password."""

    email = forms.EmailField(
        label="Email address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    password = PasswordField(label="Password")

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.staff: Staff | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        tried = attempt(self.request, cleaned["email"], timezone.now())
        refuse_haste(tried)
        found = authenticate(self.request, email=cleaned["email"], password=cleaned["password"])
        if not isinstance(found, Staff):
            failed(tried)
            raise ValidationError(WRONG)
        self.staff = found
        return cleaned

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """Goes on to the second factor where there is one, and in where there is none."""
        if self.staff is None:
            raise ValueError("A form that is not valid lets nobody in.")
        login = Login(user=self.staff, email=self.staff.email, redirect_url=redirect_url)
        response: HttpResponse = perform_password_login(request, {"email": self.staff.email}, login)
        return response


class _Guarded(forms.Form):
    """Counts wrong codes as failures of the account."""

    user: Staff
    request: HttpRequest

    def clean_code(self) -> str:
        tried = attempt(self.request, f"code of {self.user.pk}", timezone.now())
        refuse_haste(tried)
        try:
            code: str = super().clean_code()  # type: ignore[misc] # of the form it is mixed into
        except ValidationError:
            failed(tried)
            raise
        return code


class _CodeField(forms.CharField):
    def __init__(self) -> None:
        super().__init__(
            label="Code",
            help_text="The 6 digits in your authenticator app, or one of your recovery codes.",
            max_length=20,
            error_messages={"required": "Enter the code"},
            widget=forms.TextInput(
                attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "width": "10"}
            ),
        )


class CodeForm(_Guarded, AuthenticateForm):
    """A code of an app, or a recovery code, to finish signing in."""

    code = _CodeField()


class CodeAgainForm(_Guarded, ReauthenticateForm):
    """The same, to change something about signing in."""

    code = _CodeField()


class AppForm(_Guarded, ActivateTOTPForm):
    """The first code of an app, which shows that it has the secret."""

    code = _CodeField()


class PasswordAgainForm(GovukForm):
    """One's own password, to change something about signing in."""

    password = PasswordField(label="Your password")

    def __init__(self, *args: Any, user: Staff, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.request = user, request

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        tried = attempt(self.request, self.user.email, timezone.now())
        refuse_haste(tried)
        if not self.user.check_password(password):
            failed(tried)
            raise ValidationError("Your password is not right")
        return password


class NewPasswordForm(GovukForm):
    """A new password. It is typed once: it can be shown."""

    password = PasswordField(
        label="New password",
        new=True,
        help_text="At least 12 characters. Three words that do not go together are easy to keep.",
    )

    def __init__(self, *args: Any, staff: Staff, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.staff = staff

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.staff)
        return password


class ForgottenForm(GovukForm):
    """The address of somebody who forgot their password, known to us or not."""

    email = forms.EmailField(
        label="Email address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )


def refuse_haste(tried: Attempt) -> None:
    """Refuses a try that comes after too many failures."""
    if must_wait(tried):
        raise ValidationError(WAIT)
