"""Addresses below /feedback/, for everybody."""

from django.urls import path

from linli.desk import public_feedback

app_name = "public-feedback"

urlpatterns = [
    path("", public_feedback.give, name="give"),
    path("<slug:ref>/", public_feedback.receipt, name="receipt"),
]
