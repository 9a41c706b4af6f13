"""Addresses below /desk/check/."""

from django.urls import path

from linli.reports import views

app_name = "reports"

urlpatterns = [path("", views.check, name="check")]
