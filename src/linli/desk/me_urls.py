"""Addresses below /me/: 我的信息 for residents, without an account."""

from django.urls import path

from linli.desk import me_views
from linli.desk.me_doors import PUBLIC

app_name = "me"

urlpatterns = [
    path("", me_views.me, {"door": PUBLIC}, name="me"),
    path("number/", me_views.prove_number, name="prove"),
    path("code/", me_views.code, name="code"),
    path("leave/", me_views.leave, name="leave"),
    path("ask/", me_views.ask, {"door": PUBLIC}, name="me-ask"),
    path("copy.<slug:ending>", me_views.copy, {"door": PUBLIC}, name="me-copy"),
    path("requests/<slug:ref>/", me_views.request_, {"door": PUBLIC}, name="me-request"),
    path("consents/<slug:key>/<slug:what>/", me_views.end_consent, {"door": PUBLIC}, name="me-consent"),
]
