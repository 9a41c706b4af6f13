"""Postings somebody wrote that are not over go to whoever follows them."""

from django.db.models import Q

from linli.notices.models import Posting
from linli.notices.policies import NOTICE_WRITE
from linli.notices.states import DRAFTED, POSTED
from linli.workflow.handing_kinds import begun

POSTINGS = begun(
    code="notices.begun",
    label="没有贴出和没有期满的公示",
    model=Posting,
    is_open=lambda: Q(state__in=(DRAFTED, POSTED)),
    capability=NOTICE_WRITE,
)
