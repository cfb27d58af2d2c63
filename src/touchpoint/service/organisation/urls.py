"""Addresses below /people/: people for administrators, and what is one's own."""

from django.urls import path

from touchpoint.service.organisation import account
from touchpoint.service.organisation.break_glass import views as break_glass
from touchpoint.service.organisation.people import views as people
from touchpoint.service.organisation.signing_in import entering
from touchpoint.service.organisation.tokens import views as tokens

app_name = "organisation"

urlpatterns = [
    path("", people.people, name="people"),
    path("add/", people.add_person, name="add_person"),
    path("<int:staff_id>/", people.person, name="person"),
    path("<int:staff_id>/change/", people.change_person, name="change_person"),
    path("<int:staff_id>/link/", people.give_link, name="give_link"),
    path("<int:staff_id>/<slug:deed>/", people.do, name="do"),
    path("changes/", people.changes, name="changes"),
    path("account/", account.account, name="account"),
    path("account/leave-everywhere/", account.leave_everywhere, name="leave_everywhere"),
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/<int:token_id>/revoke/", tokens.revoke, name="revoke_token"),
    path("break-glass/", break_glass.break_glass, name="break_glass"),
    path("break-glass/<int:notice_id>/", break_glass.acknowledge, name="acknowledge"),
    path("sign-out/", entering.sign_out, name="sign_out"),
]
