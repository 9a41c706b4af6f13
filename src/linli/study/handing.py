"""A problem not yet closed has somebody who answers for putting it right; whoever follows them does."""

from django.db.models import Q

from linli.study import states
from linli.study.models import Finding
from linli.workflow.handing_kinds import named_in

FINDINGS = named_in(
    code="study.findings",
    label="负责整改的问题",
    model=Finding,
    field="owner",
    is_open=lambda: Q(state__in=states.FINDING.open),
    area="unit__organisation__area",
)
