"""A second 不满意 has a mark of its own: two times on a clock that stands still do not tell which came first."""

from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Q, Subquery


def mark(apps: Any, schema_editor: Any) -> None:
    """Where the teller objected after the last answer, as the course tells, and nobody has decided."""
    requests = apps.get_model("grid", "Request")._base_manager.order_by()
    steps = apps.get_model("grid", "RequestStep")._base_manager.order_by("-pk")
    last = steps.filter(request=OuterRef("pk"), verb__in=("answer", "object", "reopen", "close"))
    rows = requests.filter(state="answered", verdict="displeased").annotate(
        last=Subquery(last.values("verb")[:1])
    )
    for pk, at in list(rows.filter(last="object").values_list("pk", "verdict_at")):
        requests.filter(pk=pk).update(objected_at=at)


class Migration(migrations.Migration):
    dependencies = [("grid", "0014_about_lead")]

    operations = [
        migrations.AddField(
            model_name="request",
            name="objected_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="重开过还不满意的时间"),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=Q(objected_at__isnull=True) | Q(state="answered", verdict="displeased"),
                name="request_objected_to_its_answer",
            ),
        ),
    ]
