"""Addresses below /desk/indicators/."""

from django.urls import path

from linli.indicators import views

app_name = "indicators"

urlpatterns = [
    path("", views.board, name="board"),
    path("<str:code>/", views.indicator, name="indicator"),
    path("<str:code>/records/", views.records, name="records"),
    path("<str:code>/records/export.<slug:ending>", views.export, name="export"),
]
