"""Every form that asks for personal data names its notice of processing, and its page shows the way to it."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

from django import forms

import linli
from linli.privacy.notices import all_notices, altered

SOURCE = Path(linli.__path__[0])
PERSONAL = re.compile(
    r"(^|_)(name|phone|contact|asker|teller|caller|address|door|sex|birth|id_number|username)(_|$)"
)

NOT_A_PRIVATE_PERSON_S = {
    "linli.desk.handover_forms.FindForm": "finds a colleague; nothing is kept",
    "linli.desk.register_forms.GiveForm": "finds a colleague; nothing is kept",
    "linli.desk.register_forms.ViewForm": "the name of a saved view",
    "linli.desk.own_account_forms.PasskeyForm": "the name of a device",
    "linli.mediation.forms.cases.OfficialForm": "finds an official by name; nothing is kept",
    "linli.mediation.forms.inviting.InviteForm": "finds somebody of the roster by name; what is asked is theirs",
    "linli.mediation.forms.file.ColleagueForm": "finds a colleague; nothing is kept",
    "linli.mediation.forms.roster.CommitteeForm": "name and number of an office",
    "linli.grid.leads_forms.BoardForm": "numbers of offices",
    "linli.grid.leads_forms.DoorForm": "a door is a place; whoever leaves a number there is told by its own notice",
    "linli.grid.forms.territory.PartyForm": "the name of an organisation",
    "linli.grid.forms.territory.SplitForm": "the name of an area",
    "linli.grid.forms.territory.SplitBuildingForm": "the name of a building",
    "linli.grid.forms.territory.RenameForm": "the name of an area",
    "linli.grid.forms.territory.OpenForm": "the name of an area",
    "linli.grid.forms.setting_up.DutyForm": "the name of a duty",
    "linli.grid.forms.setting_up.KindForm": "the name of a kind",
    "linli.grid.ledger_forms.TagKindForm": "the name of a kind",
    "linli.grid.forms.requests.GiveForm": "finds a colleague; nothing is kept",
    "linli.reports.forms.reports.VouchForm": "who vouches for a figure does so in office (docs/adr/0017)",
}


def kinds_of_forms() -> Iterator[type[forms.BaseForm]]:
    for module in pkgutil.walk_packages(linli.__path__, "linli."):
        if module.name.rsplit(".", 1)[-1].endswith("forms") or ".forms." in module.name:
            importlib.import_module(module.name)
    waiting: list[type[forms.BaseForm]] = [forms.BaseForm]
    while waiting:
        found = waiting.pop()
        waiting += found.__subclasses__()
        if found.__module__.startswith("linli."):
            yield found


def fields_of(kind: type[forms.BaseForm]) -> list[str]:
    return [name for name in getattr(kind, "base_fields", {}) if PERSONAL.search(name)]


def test_every_form_with_a_personal_field_names_its_notice() -> None:
    known = {each.code for each in all_notices()}
    unsaid = [
        f"{kind.__module__}.{kind.__name__}: {fields_of(kind)}"
        for kind in kinds_of_forms()
        if fields_of(kind)
        and f"{kind.__module__}.{kind.__name__}" not in NOT_A_PRIVATE_PERSON_S
        and getattr(kind, "processing_notice", "") not in known
    ]
    assert unsaid == [], f"give them processing_notice, or say here why not: {unsaid}"


def test_the_exceptions_are_forms_that_are_there() -> None:
    there = {f"{kind.__module__}.{kind.__name__}" for kind in kinds_of_forms()}
    assert set(NOT_A_PRIVATE_PERSON_S) <= there


def test_a_template_links_each_notice_a_form_names() -> None:
    named = {code for kind in kinds_of_forms() if (code := getattr(kind, "processing_notice", ""))}
    text = "".join(path.read_text() for path in SOURCE.glob("*/templates/**/*.html"))
    linked = set(re.findall(r'ui/processing\.html" with notice="([a-z-]+)"', text))
    assert 'ui/processing.html" with notice=page.notice' in text
    pages = "".join(path.read_text() for path in SOURCE.glob("*/views/*.py"))
    linked |= set(re.findall(r'\bnotice="([a-z-]+)"', pages))  # acts on a page of their own (ui/asking.html)
    assert named == linked


def test_published_words_stand(db: None) -> None:
    assert altered() == []
