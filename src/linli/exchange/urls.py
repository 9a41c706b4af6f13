"""Addresses of importing, below /desk/import/."""

from django.urls import path

from linli.exchange.views import importing, runs

app_name = "exchange"

urlpatterns = [
    path("", importing.kinds, name="imports"),
    path("runs/<slug:ref>/", runs.run, name="import-run"),
    path("<slug:kind>/", importing.import_, name="import"),
    path("<slug:kind>/sample.<slug:ending>", importing.sample_file, name="import-sample"),
]
