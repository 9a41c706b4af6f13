"""What the search finds has grown: requests by their text, cases by title and summary. The index is emptied, and whoever
searches first has it built anew."""

from typing import Any

from django.db import migrations


def empty(apps: Any, schema_editor: Any) -> None:
    for name in ("SearchGram", "SearchEntry", "SearchText", "SearchStand"):
        apps.get_model("desk", name)._base_manager.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0003_feedback_of_residents'),
    ]

    operations = [
        migrations.RunPython(empty, migrations.RunPython.noop),
    ]
