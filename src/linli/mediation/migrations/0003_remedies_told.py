"""What was closed without an agreement told the parties of other remedies on that day: the product never kept it apart."""

from typing import Any

from django.db import migrations
from django.db.models import F

CLOSED_WITHOUT = ("failed", "ended", "declined")


def fill(apps: Any, schema_editor: Any) -> None:
    """The day of closing."""
    cases = apps.get_model("mediation", "DisputeCase")._base_manager.using(schema_editor.connection.alias)
    cases.filter(outcome__in=CLOSED_WITHOUT, remedies_told_on=None).update(remedies_told_on=F("closed_on"))


class Migration(migrations.Migration):
    dependencies = [("mediation", "0002_mediation")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
