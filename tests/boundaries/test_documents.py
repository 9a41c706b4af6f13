"""Documents that are generated cannot be out of date unnoticed; those written by hand hold together."""

import re
from pathlib import Path

import pytest
from django.apps import apps

from tests.boundaries.house import ROOT
from tools import docs
from tools.datamodel import datamodel
from tools.docs import DOCUMENTS


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(docs, "DOCS", tmp_path)
    return tmp_path


def test_stale_documents_are_found_and_mended(folder: Path) -> None:
    assert docs.main(["--check"]) == 1
    assert docs.main([]) == 0
    assert docs.main(["--check"]) == 0

    changed = folder / "datamodel.md"
    changed.write_text(changed.read_text().replace("Area", "Zone", 1))

    assert docs.out_of_date() == ["datamodel.md"]
    assert docs.main(["--check"]) == 1


def test_the_data_model_names_every_table_field_and_constraint() -> None:
    document = datamodel()

    for model in apps.get_models():
        if model.__module__.startswith("linli."):
            chapter = document.partition(f"### {model.__name__} {model._meta.verbose_name}")[2].partition(
                "\n### "
            )[0]
            assert all(f"| {field.name} |" in chapter for field in model._meta.local_fields), model
            assert all(f"`{constraint.name}`" in chapter for constraint in model._meta.constraints), model


def test_writing_the_data_model_twice_gives_the_same() -> None:
    assert DOCUMENTS["datamodel.md"]() == DOCUMENTS["datamodel.md"]()


def test_every_decision_is_listed_and_has_its_three_paragraphs() -> None:
    folder = ROOT / "docs" / "adr"
    index = (folder / "README.md").read_text(encoding="utf-8")
    decisions = sorted(folder.glob("[0-9]*.md"))

    assert [each.name[:4] for each in decisions] == [
        f"{number:04}" for number in range(1, len(decisions) + 1)
    ]
    for decision in decisions:
        text = decision.read_text(encoding="utf-8")
        assert f"]({decision.name})" in index
        assert text.startswith(f"# {decision.name[:4]} ")
        assert [f"**{part}.**" in text for part in ("Context", "Decision", "Consequence")] == [True] * 3
        assert text.count("\n") < 40, "one page"


def test_the_glossary_has_each_term_once() -> None:
    rows = [
        line.split("|")[1:-1]
        for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| ") and not line.startswith("| term")
    ]
    terms = [row[0].strip() for row in rows]

    assert all(len(row) == 4 and all(cell.strip() for cell in row) for row in rows)
    assert len(terms) == len(set(terms))


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", "docs/adr/README.md"])
def test_links_lead_somewhere(page: str) -> None:
    path = ROOT / page
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))

    assert links
    assert [link for link in links if not (path.parent / link).exists()] == []
