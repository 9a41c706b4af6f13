"""That a matter is about a lead stays said with it; accusations kept before are searched for whom their text calls."""

import re
from typing import Any

from django.db import migrations, models

ORGAN = re.compile("纪委|监委|纪检|监察委")
TITLED = re.compile(
    "([\u4e00-\u9fff])副?(某|书记|主任|局长|科长|处长|部长|队长|组长|常委|委员|主席|领导|同志)"
)


def find_named(apps: Any, schema_editor: Any) -> None:
    """As they are told from now on; every mention of the organ counts, since nobody may read one by mistake."""
    rows = apps.get_model("grid", "Request")._base_manager.filter(is_accusation=True).only("text", "accused_name")
    for each in rows.iterator():
        said, given = "".join(each.text.split()), each.accused_name
        called = [f"{surname}{title}" for surname, title in TITLED.findall(f"{said}，{given}")]
        found = [*called, *([] if given else ORGAN.findall(said))]
        named = "，".join(
            word for word in dict.fromkeys((given, *found)) if word and (word == given or word not in given)
        )
        if named != given:
            rows.model._base_manager.filter(pk=each.pk).update(accused_name=named[:400])


class Migration(migrations.Migration):
    dependencies = [("grid", "0013_accused_and_subjects")]

    operations = [
        migrations.AddField(
            model_name="request",
            name="is_about_lead",
            field=models.BooleanField(default=False, verbose_name="报事人说是邻长、组长或片长的事"),
        ),
        migrations.RunPython(find_named, migrations.RunPython.noop),
    ]
