"""Transition tables: what they refuse when built, what they allow, what they say."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models import Q

from linli.workflow import machines
from linli.workflow.machines import (
    Machine,
    MachineError,
    Need,
    State,
    Tone,
    Transition,
    TransitionRefused,
)
from linli.workflow.management.commands.states import section
from tests.workflow.conftest import at

STATES = (
    State("noted", "登记"),
    State("handling", "整改中", Tone.GOING),
    State("closed", "已销号", Tone.DONE, final=True, public_text="已经改好"),
    State("parked", "旧挂起", Tone.PAUSED, retired=True),
)
START = Transition(verb="start", label="交办", sources=("noted",), target="handling", policy="finding.start")
CLOSE = Transition(
    verb="close",
    label="销号",
    sources=("handling", "parked"),
    target="closed",
    policy="finding.close",
    required=(Need("closed_on", "销号日期"), Need("opinion", "核验意见", kept=False)),
    optional=(Need("note", "备注"),),
    rule="《监督办法》第三条",
    deadline="grid.request",
    reverse="reopen",
)
REOPEN = Transition(
    verb="reopen", label="重开", sources=("closed",), target="handling", policy="finding.close"
)
FINDING = Machine("test.finding", "问题整改", STATES, (START, CLOSE, REOPEN))


@dataclass
class Finding:
    """A thing with a state."""

    state: str = "noted"
    closed_on: date | None = None
    note: str = ""


def built(*transitions: Transition, states: tuple[State, ...] = STATES) -> Machine:
    return Machine("test.broken", "", states, transitions)


def test_a_sound_table_answers() -> None:
    assert FINDING.initial == "noted"
    assert FINDING.choices[1] == ("handling", "整改中")
    assert FINDING.final == ("closed",)
    assert FINDING.open == ("noted", "handling", "parked")
    assert FINDING.allowed("handling") == (CLOSE,)
    assert FINDING.allowed("parked") == (CLOSE,)
    assert FINDING.state("closed").public_text == "已经改好"
    assert FINDING.changed_fields("close") == ["state", "closed_on", "note"]


@pytest.mark.parametrize(
    ("transitions", "problem"),
    [
        ((START, CLOSE, replace(REOPEN, target="gone")), "verb reopen names unknown state gone"),
        ((START, CLOSE, replace(REOPEN, sources=("lost",))), "names unknown state lost"),
        ((START, CLOSE, REOPEN, replace(START, label="再交办")), "verb start declared twice"),
        ((START, REOPEN), "state closed cannot be reached"),
        ((CLOSE, REOPEN), "state noted is a dead end and not final"),
        ((START, CLOSE, replace(REOPEN, target="parked")), "leads to retired state parked"),
        ((START, CLOSE), "verb close is reversed by unknown verb reopen"),
        ((START, CLOSE, replace(REOPEN, target="noted")), "verb reopen does not lead back"),
        ((replace(START, sources=()), CLOSE, REOPEN), "verb start has no source"),
        ((replace(START, policy=""), CLOSE, REOPEN), "verb start names no policy"),
        ((START, replace(CLOSE, optional=(Need("closed_on", "日期"),)), REOPEN), "needs closed_on twice"),
    ],
)
def test_a_table_that_contradicts_itself_is_refused(
    transitions: tuple[Transition, ...], problem: str
) -> None:
    with pytest.raises(MachineError, match=r"machine test\.broken") as raised:
        built(*transitions)
    assert problem in str(raised.value)


def test_states_are_declared_once_and_there_is_one() -> None:
    with pytest.raises(MachineError, match="state noted declared twice"):
        built(START, CLOSE, REOPEN, states=(*STATES, State("noted", "又登记")))
    with pytest.raises(MachineError, match="no states"):
        built(states=())
    with pytest.raises(MachineError, match="retired state noted can still be reached"):
        built(START, CLOSE, REOPEN, states=(replace(STATES[0], retired=True), *STATES[1:]))


def test_an_act_changes_the_state_and_keeps_its_values() -> None:
    finding = Finding(state="handling")
    step = FINDING.apply(
        finding, "close", actor="核验人", at=at(2024, 10, 30), closed_on=date(2024, 10, 30), opinion="属实"
    )
    assert (finding.state, finding.closed_on, finding.note) == ("closed", date(2024, 10, 30), "")
    assert (step.source, step.target, step.actor) == ("handling", "closed", "核验人")
    assert step.transition.deadline == "grid.request"
    assert step.values["opinion"] == "属实"
    assert not hasattr(finding, "opinion")


def test_a_retired_state_can_be_left() -> None:
    finding = Finding(state="parked")
    FINDING.apply(finding, "close", actor=None, at=at(2024, 10, 30), closed_on=date(2024, 1, 1), opinion="是")
    assert finding.state == "closed"


def test_the_wrong_state_is_refused_in_words_and_changes_nothing() -> None:
    finding = Finding()
    with pytest.raises(TransitionRefused) as raised:
        FINDING.apply(
            finding, "close", actor=None, at=at(2024, 10, 30), closed_on=date(2024, 1, 1), opinion="是"
        )
    refused = raised.value
    assert refused.code == "wrong_state"
    assert refused.what == "现在是“登记”，不能销号。"
    assert refused.rule == "依据：《监督办法》第三条。销号只能在“整改中”、“旧挂起”时进行。"
    assert refused.todo == "现在可以：交办。"
    assert str(refused) == refused.what + refused.rule + refused.todo
    assert finding == Finding()


def test_a_missing_value_is_refused_in_words() -> None:
    finding = Finding(state="handling")
    with pytest.raises(TransitionRefused) as raised:
        FINDING.check(finding, "close", closed_on=None, opinion="  ")
    assert raised.value.code == "missing"
    assert raised.value.what == "还不能销号：缺少销号日期、核验意见。"
    assert raised.value.todo == "请填写销号日期、核验意见后再销号。"


def test_mistakes_in_the_program_are_errors_of_their_own() -> None:
    with pytest.raises(LookupError, match="no verb 'vanish'"):
        FINDING.check(Finding(), "vanish")
    with pytest.raises(LookupError, match="no state 'odd'"):
        FINDING.check(Finding(state="odd"), "start")
    with pytest.raises(TypeError, match="takes no colour"):
        FINDING.check(Finding(), "start", colour="red")
    with pytest.raises(ValueError, match="aware"):
        FINDING.apply(Finding(), "start", actor=None, at=datetime(2024, 10, 30))


def test_the_constraint_names_every_state() -> None:
    constraint = FINDING.constraint("state", "finding_state_known")
    assert constraint.name == "finding_state_known"
    assert constraint.condition == Q(state__in=("noted", "handling", "closed", "parked"))


def test_the_diagram() -> None:
    assert FINDING.mermaid() == (
        "stateDiagram-v2\n"
        '    state "登记" as noted\n'
        '    state "整改中" as handling\n'
        '    state "已销号" as closed\n'
        '    state "旧挂起（已停用）" as parked\n'
        "    [*] --> noted\n"
        "    noted --> handling: 交办\n"
        "    handling --> closed: 销号\n"
        "    parked --> closed: 销号\n"
        "    closed --> handling: 重开\n"
        "    closed --> [*]\n"
    )


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """A registry of this test's own."""
    monkeypatch.setattr(machines, "_registry", {})


@pytest.mark.usefixtures("registry")
def test_a_name_is_registered_once() -> None:
    assert machines.register(FINDING) is machines.machine("test.finding")
    with pytest.raises(MachineError, match="registered already"):
        machines.register(FINDING)
    with pytest.raises(LookupError, match="no machine"):
        machines.machine("test.other")


@pytest.mark.usefixtures("registry")
def test_the_document_is_written_and_compared(tmp_path: Path) -> None:
    machines.register(FINDING)
    path = tmp_path / "docs" / "states.md"
    with pytest.raises(SystemExit) as raised:
        call_command("states", "--check", file=path)
    assert raised.value.code == 1
    call_command("states", "--write", file=path)
    call_command("states", "--check", file=path)
    assert section(FINDING) in path.read_text(encoding="utf-8")
    assert (
        "| 销号 | 整改中、旧挂起 | 已销号 | 销号日期、核验意见 | grid.request | 《监督办法》第三条 |"
        in section(FINDING)
    )
    machines.register(replace(FINDING, name="test.second"))
    with pytest.raises(SystemExit):
        call_command("states", "--check", file=path)
