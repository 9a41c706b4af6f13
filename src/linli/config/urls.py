"""The addresses: `/` for residents, `/desk/` for those who work, and one line for whoever watches the server.

A room's own addresses live in its `urls.py`; here is only where each hangs.
"""

from django.urls import URLPattern, URLResolver, include, path

from linli.config.health import healthz
from linli.grid.leads_urls import public_patterns as board_patterns
from linli.mediation.urls import public_patterns as mediation_public
from linli.reports.urls import public_patterns

handler400 = "linli.config.failures.bad_request"
handler403 = "linli.config.failures.permission_denied"
handler404 = "linli.config.failures.page_not_found"
handler429 = "linli.config.failures.too_many"  # asked for by allauth, not by Django
handler500 = "linli.config.failures.server_error"

# Order matters: the more particular comes first, because `desk` takes what is left. A system gets its own line
# when it has pages of its own; until then `desk` shows its registers and records.
urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("desk/indicators/", include("linli.indicators.urls")),
    path("desk/my/", include("linli.grid.lead_urls")),
    path("desk/requests/", include("linli.grid.board_urls")),  # before those of one request
    path("desk/", include("linli.reports.urls")),
    path("desk/requests/", include("linli.grid.urls")),
    path("desk/", include("linli.grid.leads_urls")),
    path("desk/notices/", include("linli.notices.urls")),
    path("desk/", include("linli.grid.branch_urls")),
    path("desk/secrets/", include("linli.grid.secret_urls")),
    path("desk/broadcasts/", include("linli.grid.broadcast_urls")),
    path("desk/mediation/", include("linli.mediation.urls")),
    path("desk/import/", include("linli.exchange.urls")),
    path("desk/", include("linli.desk.urls")),
    path("desk/", include("linli.desk.sign_in_urls")),  # what allauth finds by its own names
    path("boards/", include(board_patterns)),
    path("postings/", include("linli.notices.public_urls")),
    path("reports/", include(public_patterns)),
    path("feedback/", include("linli.desk.public_urls")),
    path("my/", include(mediation_public)),
    path("me/", include("linli.desk.me_urls")),
    path("privacy/", include("linli.desk.privacy_urls")),
    path("", include("linli.portal.urls")),
]
