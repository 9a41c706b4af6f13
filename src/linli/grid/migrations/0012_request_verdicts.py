"""Whose verdict it is and who asked for the reopening are kept apart; the item of the duty list a matter came under."""

from datetime import timedelta
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Exists, F, OuterRef, Q, Subquery

AT_ONCE = timedelta(seconds=10)
"""A worker's record of a verdict closed or reopened the matter in the same act."""


def tell_apart(apps: Any, schema_editor: Any) -> None:
    """As far as the course tells: a verdict a worker wrote down, a reopening the teller asked for, what was explained."""
    requests = apps.get_model("grid", "Request")._base_manager.order_by()
    steps = apps.get_model("grid", "RequestStep")._base_manager.order_by()
    own = steps.filter(request=OuterRef("pk"))
    acted = own.filter(
        verb__in=("close", "reopen"),
        actor_kind="account",
        at__gte=OuterRef("verdict_at"),
        at__lte=OuterRef("verdict_at") + AT_ONCE,
    )
    judged = requests.exclude(verdict="")
    written_down = judged.filter(Exists(acted)).values_list("pk", flat=True)
    ids = list(written_down)
    judged.update(verdict_from="own")
    for start in range(0, len(ids), 500):
        requests.filter(pk__in=ids[start : start + 500]).update(verdict_from="unsaid")
    asked = own.filter(verb="reopen").exclude(actor_kind="account")
    requests.filter(Q(verdict="displeased") | Exists(asked), reopened__gt=0).update(teller_reopened=1)
    ends = own.filter(verb__in=("settle", "finish", "explain")).order_by("-at", "-pk")
    explained = requests.exclude(settled_level="").annotate(end=Subquery(ends.values("verb")[:1]))
    ids = list(explained.filter(end="explain").values_list("pk", flat=True))
    for start in range(0, len(ids), 500):
        requests.filter(pk__in=ids[start : start + 500]).update(settled_level="")


class Migration(migrations.Migration):
    dependencies = [
        ("grid", "0011_request_boards"),
        ("orgs", "0002_area_changes"),
        ("people", "0007_units"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="request", name="request_board"),
        migrations.AddField(
            model_name="request",
            name="duty_item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="grid.dutyitem",
                verbose_name="职责清单条目",
            ),
        ),
        migrations.AddField(
            model_name="request",
            name="teller_reopened",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="报事人不满意而重开"),
        ),
        migrations.AddField(
            model_name="request",
            name="verdict_from",
            field=models.CharField(
                blank=True,
                choices=[
                    ("own", "报事人自己评的"),
                    ("phone", "电话回访"),
                    ("door", "上门回访"),
                    ("unsaid", "回访（没有写怎么回访）"),
                ],
                default="",
                max_length=8,
                verbose_name="评价从哪来",
            ),
            preserve_default=False,
        ),
        migrations.RunPython(tell_apart, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                fields=[
                    "area",
                    "told_on",
                    "is_accusation",
                    "kind",
                    "state",
                    "settled_level",
                    "verdict",
                    "verdict_from",
                    "teller_reopened",
                    "answered_at",
                    "told_at",
                ],
                name="request_board",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=Q(("verdict", ""), ("verdict_from", ""))
                | (~Q(("verdict", "")) & Q(("verdict_from__in", ["own", "phone", "door", "unsaid"]))),
                name="request_verdict_heard",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=Q(("teller_reopened__lte", F("reopened"))),
                name="request_reopened_by_teller_or_worker",
            ),
        ),
    ]
