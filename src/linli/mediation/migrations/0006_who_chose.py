"""Each member says who proposed them; of those who sit already, the draws and how the panel was chosen tell it."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q


def fill(apps: Any, schema_editor: Any) -> None:
    """Drawn, who came out of a draw of the panel; chosen by the parties, who sits in a panel that they chose."""
    alias = schema_editor.connection.alias
    members = apps.get_model("mediation", "PanelMember")._base_manager.using(alias)
    draws = apps.get_model("mediation", "Draw")._base_manager.using(alias)
    members.filter(panel__chosen_by="parties").update(chosen_by="parties")
    for panel, drawn in draws.values_list("panel", "drawn"):
        members.filter(panel=panel, notable__ref__in=drawn).update(chosen_by="draw")


class Migration(migrations.Migration):
    dependencies = [("mediation", "0005_days_and_mediators")]

    operations = [
        migrations.AddField(
            model_name="panelmember",
            name="chosen_by",
            field=models.CharField(
                choices=[("parties", "当事人选"), ("community", "社区点"), ("draw", "随机抽取")],
                default="community",
                max_length=10,
                verbose_name="谁提出的",
            ),
        ),
        migrations.AddConstraint(
            model_name="panelmember",
            constraint=models.CheckConstraint(
                condition=Q(("chosen_by__in", ["parties", "community", "draw"])),
                name="panel_member_chosen_somehow",
                violation_error_message="请选这一位是谁提出的：各方共同选定、社区提名或者随机抽取。",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
