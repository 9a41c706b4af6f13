"""Addresses below /postings/, for everybody."""

from django.urls import path

from linli.notices.views import public

app_name = "postings"

urlpatterns = [
    path("", public.postings, name="list"),
    path("<slug:ref>/", public.posting, name="posting"),
    path("<slug:ref>/ask/", public.ask, name="ask"),
]
