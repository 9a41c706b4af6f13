"""Addresses of accusations, below /desk/secrets/."""

from django.urls import path

from linli.grid.views import secrets

app_name = "secrets"

urlpatterns = [
    path("", secrets.secret_list, name="secrets"),
    path("<slug:ref>/", secrets.secret, name="secret"),
    path("<slug:ref>/<slug:slug>/", secrets.act, name="secret-act"),
]
