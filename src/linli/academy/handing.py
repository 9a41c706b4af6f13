"""A class not yet over has a head teacher; whoever follows them is."""

from django.db.models import Q

from linli.academy import states
from linli.academy.models import TrainingClass
from linli.workflow.handing_kinds import named_in

CLASSES = named_in(
    code="academy.classes",
    label="当班主任的培训班",
    model=TrainingClass,
    field="head_teacher",
    is_open=lambda: ~Q(state=states.FINISHED) & Q(state__in=states.CLASS.open),
    area="",  # the district's class may have a community's officer for its head teacher
)
