"""A station in being has somebody who runs it; whoever follows them does."""

from django.db.models import Q

from linli.stations.models import Station
from linli.workflow.handing_kinds import named_in

STATIONS = named_in(
    code="stations.stations",
    label="当站长的驿站",
    model=Station,
    field="manager",
    is_open=lambda: Q(closed_on__isnull=True),
    area="community",
)
