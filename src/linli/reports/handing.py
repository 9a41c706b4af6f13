"""Reports somebody began and has not brought to an end go to whoever follows them."""

from django.db.models import Q

from linli.reports.models import Report
from linli.reports.policies import WRITE_REPORT
from linli.reports.states import ENDED
from linli.workflow.handing_kinds import begun

REPORTS = begun(
    code="reports.begun",
    label="没有签发的工作报告",
    model=Report,
    is_open=lambda: ~Q(state__in=ENDED),
    capability=WRITE_REPORT,
)
