"""`linli check`: its answers for people and machines, and its exit codes. `check` stays Django's for Django."""

import io
import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command, get_commands
from docx import Document

from linli.config.command import LinliUtility, own_commands
from tests.reports.rows import FALSE, FOREIGN, TRUE, three_cases
from tests.territory import Territory


@pytest.fixture(autouse=True)
def three_closed_cases(territory: Territory, standing_clock: datetime) -> None:
    """The truth of these tests."""
    three_cases(territory)


def run(file: Path | str, *arguments: str) -> tuple[int, str]:
    """Exit code and what was printed."""
    out = io.StringIO()
    try:
        call_command("check_text", str(file), *arguments, stdout=out)
    except SystemExit as left:
        return int(str(left.code)), out.getvalue()
    except CommandError as error:
        return error.returncode, str(error)
    return 0, out.getvalue()


def written(folder: Path, text: str) -> Path:
    path = folder / "text.txt"
    path.write_text(text, encoding="utf-8")
    return path


def answer(file: Path, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(file, "--json", *arguments)[1])
    return found


def test_what_holds_is_0(tmp_path: Path) -> None:
    code, told = run(written(tmp_path, TRUE + FOREIGN))
    assert code == 0
    assert told.splitlines()[:2] == [
        "岳阳楼区，2024年1月1日 至 10月30日",
        "5 个数字：不符 0 · 查不到 2 · 属实 3",
    ]
    assert "第 1 行  66.7%  调处成功率  记录 66.7%（2 ÷ 3）" in told
    assert "系统里没有“群众满意率”这个指标，无法判断对错。" in told


def test_what_does_not_hold_is_1_with_our_value_and_the_right_wording(tmp_path: Path) -> None:
    code, told = run(written(tmp_path, f"标题\n{FALSE}"))
    assert code == 1
    assert "第 2 行  5起" in told
    assert "记录 3 起  应写作 3起" in told


def test_a_contradiction_alone_is_1(tmp_path: Path) -> None:
    code, told = run(written(tmp_path, "全区共有公园120个，其中大型公园50个、中型公园40个、其他公园20个。"))
    assert code == 1
    assert "数字自己对不上" in told
    assert "不符 0" in told


def test_the_json_is_what_the_interface_promises(tmp_path: Path) -> None:
    found = answer(written(tmp_path, FALSE + FOREIGN))
    assert list(found) == ["figures", "contradictions"]
    assert found["figures"][0] == {
        "text": "5起",
        "start": 11,
        "end": 13,
        "low": 5,
        "high": 5,
        "unit": "起",
        "indicator": "mediation.cases_mediated",
        "ours": 3,
        "verdict": "fails",
    }
    assert found["figures"][2]["ours"] == 66.666667
    assert [(f["indicator"], f["verdict"]) for f in found["figures"][3:]] == [(None, "unknown")] * 2


def test_area_and_period_are_those_asked(tmp_path: Path) -> None:
    path = written(tmp_path, "调解各类矛盾纠纷3起。")
    assert answer(path)["figures"][0]["ours"] == 3
    assert answer(path, "--area", "430602002")["figures"][0]["ours"] == 0
    assert answer(path, "--area", "430602001001")["figures"][0]["ours"] == 3
    assert answer(path, "--from", "2024-06-04")["figures"][0]["ours"] == 0
    assert answer(path, "--to", "2023-12-31")["figures"][0]["ours"] == 0


def test_word_is_read(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph(FALSE)
    document.save(str(tmp_path / "text.docx"))
    assert answer(tmp_path / "text.docx")["figures"][0]["verdict"] == "fails"


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(FALSE.encode())

    monkeypatch.setattr(sys, "stdin", Stdin())
    assert run("-")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere.txt"], "没有这个文件"),
        (["."], "这是文件夹"),
        (["bad.pdf"], "这是 PDF 文件"),
        (["empty.txt"], "文件是空的"),
        (["text.txt", "--area", "110101"], "没有代码为 110101 的地区"),
        (["text.txt", "--from", "2024-10-30", "--to", "2024-01-01"], "--to 早于 --from"),
    ],
)
def test_bad_use_is_2_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    written(tmp_path, TRUE)
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "empty.txt").write_bytes(b"")
    code, told = run(*arguments)
    assert code == 2
    assert sentence in told


def test_the_name_check_is_ours_in_linli_only() -> None:
    assert type(LinliUtility().fetch_command("check")).__module__.endswith("check_text")
    assert get_commands()["check"] == "django.core"
    assert "check" in own_commands()
    assert "check_text" not in own_commands()
    call_command("check")


def linli(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    return subprocess.run(
        [sys.executable, "-m", "linli.config.command", *arguments],
        env={**kept, "LINLI_HOME": str(home)},
        capture_output=True, text=True, check=False, timeout=60, input=TRUE,
    )  # fmt: skip


def test_without_a_database_it_says_so(tmp_path: Path) -> None:
    tried = linli("check", "-", home=tmp_path)
    assert tried.returncode == 2
    assert "数据库还没有建好。先运行 linli up。" in tried.stderr
    assert "Traceback" not in tried.stderr


@pytest.mark.parametrize("day", ["20241030日", "2024-13-01"])
def test_a_day_that_is_none_is_2(tmp_path: Path, day: str) -> None:
    tried = linli("check", "-", "--to", day, home=tmp_path)
    assert tried.returncode == 2
    assert f"日期写作 2024-10-30，不是 {day}" in tried.stderr


def test_without_a_file_it_says_how(tmp_path: Path) -> None:
    tried = linli("check", home=tmp_path)
    assert tried.returncode == 2
    assert "usage: linli check" in tried.stderr
