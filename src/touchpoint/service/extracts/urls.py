"""Addresses below /loads/."""

from django.urls import path

from touchpoint.service.extracts import views

app_name = "extracts"

urlpatterns = [
    path("", views.loads, name="loads"),
    path("send/", views.send, name="send"),
    path("taken/", views.taken, name="taken"),
    path("<uuid:upload_id>/", views.upload, name="upload"),
    path("<uuid:upload_id>/load/", views.load, name="load"),
    path("<uuid:upload_id>/undo/", views.undo, name="undo"),
    path("<uuid:upload_id>/refused/", views.refused, name="refused"),
    path("<uuid:upload_id>/proposal/", views.proposal, name="proposal"),
]
