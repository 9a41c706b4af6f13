"""Addresses of importing, below /desk/import/."""

from django.urls import path

from linli.exchange.views import importing

app_name = "exchange"

urlpatterns = [
    path("", importing.kinds, name="imports"),
    path("<slug:kind>/", importing.import_, name="import"),
    path("<slug:kind>/sample.<slug:ending>", importing.sample_file, name="import-sample"),
]
