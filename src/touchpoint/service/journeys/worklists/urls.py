"""The addresses of worklists, search and people. Filters stand in them; names never do."""

from django.urls import path

from touchpoint.service.journeys.worklists.views import (
    checking,
    home,
    lists,
    persons,
    reassigning,
    referrals,
    searching,
)

app_name = "worklists"

urlpatterns = [
    path("", home.home, name="home"),
    path("worklists/mine/", lists.mine, name="mine"),
    path("worklists/team/", lists.team, name="team"),
    path("worklists/witness-care/", lists.witness_care, name="witness-care"),
    path("worklists/check/", checking.check, name="check"),
    path("worklists/referrals/", referrals.referrals, name="referrals"),
    path("worklists/<slug:whose>/print/", lists.printed, name="print"),
    path("worklists/<slug:whose>/spreadsheet/", lists.spreadsheet, name="spreadsheet"),
    path(
        "investigations/<ledger_id:investigation_id>/reassign/",
        reassigning.reassign,
        name="reassign",
    ),
    path("search/", searching.search, name="search"),
    path("search/found/<slug:key>/", searching.found, name="found"),
    path("persons/<ledger_id:person_id>/", persons.person, name="person"),
    path("pairs/<ledger_id:person_id>/<ledger_id:other_id>/", persons.pair, name="pair"),
]
