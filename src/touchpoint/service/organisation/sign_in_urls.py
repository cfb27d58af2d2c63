"""Addresses below /sign-in/, under the names by which allauth finds its pages.

What allauth has and we do not offer is here by name as well, since it looks for the names, and
answers 404.
"""

from django.urls import path

from touchpoint.service.organisation.signing_in import entering, factors, passwords

urlpatterns = [
    path("", entering.sign_in, name="account_login"),
    path("code/", entering.enter_code, name="mfa_authenticate"),
    path("passkey/", entering.sign_in_by_passkey, name="mfa_login_webauthn"),
    path("provider/refused/", entering.refused_by_provider, name="socialaccount_login_error"),
    path("provider/cancelled/", entering.refused_by_provider, name="socialaccount_login_cancelled"),
    path("provider/<slug:provider_id>/", entering.to_provider, name="openid_connect_login"),
    path(
        "provider/<slug:provider_id>/back/", entering.from_provider, name="openid_connect_callback"
    ),
    path("password/forgotten/", passwords.forgotten, name="account_reset_password"),
    path("password/forgotten/asked/", passwords.forgotten_asked, name="forgotten_asked"),
    path("password/new/<slug:who>/<slug:token>/", passwords.new_password, name="new_password"),
    path("password/change/", passwords.change_password, name="account_change_password"),
    path("again/", factors.password_again, name="account_reauthenticate"),
    path("again/code/", factors.code_again, name="mfa_reauthenticate"),
    path("again/passkey/", factors.passkey_again, name="mfa_reauthenticate_webauthn"),
    path("second-factor/", factors.factors, name="mfa_index"),
    path("second-factor/app/", factors.add_app, name="mfa_activate_totp"),
    path("second-factor/app/remove/", factors.remove_app, name="mfa_deactivate_totp"),
    path("second-factor/passkeys/", factors.passkeys, name="mfa_list_webauthn"),
    path("second-factor/passkeys/add/", factors.add_passkey, name="mfa_add_webauthn"),
    path(
        "second-factor/passkeys/<int:pk>/remove/",
        factors.remove_passkey,
        name="mfa_remove_webauthn",
    ),
    path("second-factor/codes/", factors.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "second-factor/codes/new/", factors.new_recovery_codes, name="mfa_generate_recovery_codes"
    ),
    *(
        path(f"closed/{name.replace('_', '-')}/", entering.nothing, name=name)
        for name in (
            "account_confirm_login_code",
            "account_email",
            "account_email_verification_sent",
            "account_inactive",
            "account_set_password",
            "account_signup",
            "socialaccount_connections",
            "socialaccount_signup",
        )
    ),
]
