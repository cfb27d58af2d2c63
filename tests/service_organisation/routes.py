"""Every route of the service and who may open it: the one table that a test holds the service to.

One line a route: its name, and whom it is for. Whoever adds a route adds its line; the words are
those of `organisation.opening`, and a permission (or several, any of which will do) by its name.
"""

from typing import Final

ANYONE: Final = "anyone"
SIGNED_IN: Final = "signed in"
ENROLLING: Final = "enrolling"
NOBODY: Final = "nobody"
TOKEN: Final = "token"  # noqa: S105 - the word

ROUTES: Final[dict[str, str]] = {
    # the service
    "health": ANYONE,
    # signing in
    "account_login": ANYONE,
    "mfa_authenticate": ANYONE,
    "mfa_login_webauthn": ANYONE,
    "openid_connect_login": ANYONE,
    "openid_connect_callback": ANYONE,
    "socialaccount_login_cancelled": ANYONE,
    "socialaccount_login_error": ANYONE,
    "account_reset_password": ANYONE,
    "forgotten_asked": ANYONE,
    "new_password": ANYONE,
    "organisation:sign_out": ANYONE,
    # a second factor, and what has to do with one's own sign-in
    "account_change_password": ENROLLING,
    "account_reauthenticate": ENROLLING,
    "mfa_reauthenticate": ENROLLING,
    "mfa_reauthenticate_webauthn": ENROLLING,
    "mfa_index": ENROLLING,
    "mfa_activate_totp": ENROLLING,
    "mfa_deactivate_totp": ENROLLING,
    "mfa_list_webauthn": ENROLLING,
    "mfa_add_webauthn": ENROLLING,
    "mfa_remove_webauthn": ENROLLING,
    "mfa_view_recovery_codes": ENROLLING,
    "mfa_generate_recovery_codes": ENROLLING,
    # pages of allauth that we do not offer
    "account_confirm_login_code": NOBODY,
    "account_email": NOBODY,
    "account_email_verification_sent": NOBODY,
    "account_inactive": NOBODY,
    "account_set_password": NOBODY,
    "account_signup": NOBODY,
    "socialaccount_connections": NOBODY,
    "socialaccount_signup": NOBODY,
    # people
    "organisation:people": "manage_people",
    "organisation:add_person": "manage_people",
    "organisation:person": "manage_people",
    "organisation:change_person": "manage_people",
    "organisation:give_link": "manage_people",
    "organisation:do": "manage_people",
    "organisation:changes": "manage_people or see_changes",
    # one's own
    "organisation:account": SIGNED_IN,
    "organisation:leave_everywhere": SIGNED_IN,
    "organisation:tokens": "use_api",
    "organisation:revoke_token": "use_api",
    # who looked
    "organisation:break_glass": "see_looks",
    "organisation:acknowledge": "see_looks",
    "looks:break_glass": "break_glass",
    "looks:journey": "see_looks",
    "looks:reason": "see_journey",
    "looks:people": "see_looks",
    "looks:people_spreadsheet": "see_looks",
    "looks:person": "see_looks",
    "looks:person_spreadsheet": "see_looks",
    # one journey
    "journeys:journey": "see_journey",
    "journeys:why": "see_journey",
    "journeys:menu": "append",
    "journeys:record": "append",
    "journeys:record_due": "append",
    "journeys:correct": "correct",
    "journeys:enhanced": "append",
    "journeys:close": "append",
    "journeys:referral": "append",
    # worklists, search, people
    "worklists:home": SIGNED_IN,
    "worklists:mine": "see_own_work",
    "worklists:team": "see_team_work",
    "worklists:witness-care": "see_witness_care_work",
    "worklists:check": "reassign",
    "worklists:referrals": "see_journey",
    "worklists:print": "see_own_work or see_team_work or see_witness_care_work",
    "worklists:spreadsheet": "see_own_work or see_team_work or see_witness_care_work",
    "worklists:reassign": "reassign",
    "worklists:search": "search",
    "worklists:found": "search",
    "worklists:person": "see_own_work or see_team_work or see_witness_care_work",
    "worklists:pair": "see_own_work or see_team_work or see_witness_care_work",
    # files of other systems
    "extracts:loads": "load_extracts",
    "extracts:send": "load_extracts",
    "extracts:upload": "load_extracts",
    "extracts:load": "load_extracts",
    "extracts:undo": "load_extracts",
    "extracts:refused": "load_extracts",
    "extracts:taken": "see_changes",
    "extracts:proposal": "load_extracts",
    # the API
    "api:api-root": ANYONE,
    "api:openapi-json": ANYONE,
    "api:append": TOKEN,
    "api:correct": TOKEN,
    "api:read": TOKEN,
    "api:due": TOKEN,
    "api:units": TOKEN,
    "api:me": TOKEN,
}

ARGUMENTS: Final[dict[str, object]] = {
    "staff_id": 999_999,
    "notice_id": 999_999,
    "token_id": 999_999,
    "pk": 999_999,
    "deed": "end-sessions",
    "journey_id": "J-nobody",
    "touchpoint_id": "T-nobody",
    "duty_id": "none",
    "occurrence": "none",
    "kind": "victim.told",
    "whose": "nobodys",
    "upload_id": "00000000-0000-0000-0000-000000000000",
    "investigation_id": "I-nobody",
    "person_id": "P-nobody",
    "other_id": "P-nobody-else",
    "provider_id": "force",
    "who": "MQ",
    "token": "none",
    "key": "none",
}
"""What stands in an address for each of its arguments: always something that is not there."""
