"""Addresses of emergency broadcasts, below /desk/broadcasts/."""

from django.urls import path

from linli.grid.views import broadcasts

app_name = "broadcasts"

urlpatterns = [
    path("", broadcasts.broadcasts, name="broadcasts"),
    path("new/", broadcasts.new, name="broadcast-new"),
    path("<slug:ref>/", broadcasts.broadcast, name="broadcast"),
    path("<slug:ref>/doors.<slug:ending>", broadcasts.printed, name="broadcast-printed"),
    path("<slug:ref>/doors/<int:door>/", broadcasts.tick, name="broadcast-tick"),
]
