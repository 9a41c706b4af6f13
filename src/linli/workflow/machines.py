"""Transition tables: one per lifecycle, from which buttons, refusals, diagrams and constraints come.

A machine decides whether a verb may be done to a thing in its state with the values given, and does it to
the object in memory. It asks no policy (services do, with the name the transition carries), saves nothing
and logs nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import CheckConstraint, Model, Q


class Tone(StrEnum):
    """How a state chip looks (ui.md §8)."""

    NEUTRAL = "neutral"
    GOING = "going"
    DONE = "done"
    DUE = "due"
    LATE = "late"
    PAUSED = "paused"


@dataclass(frozen=True)
class State:
    """One state. A retired state stays readable in old records and cannot be entered any more."""

    code: str
    label: str
    tone: Tone = Tone.NEUTRAL
    final: bool = False
    public_text: str = ""
    retired: bool = False


@dataclass(frozen=True)
class Need:
    """A value a transition needs. ``kept`` values are set on the object, others only told to the log."""

    field: str
    label: str
    kept: bool = True


@dataclass(frozen=True, kw_only=True)
class Transition:
    """``verb`` leads from any of ``sources`` to ``target``.

    policy:   name in the table of policies; asked by the service.
    rule:     what to name when the act is refused, such as 《人民调解法》第十七条.
    deadline: code of the clock that starts with this act (``linli.workflow.clocks``).
    reverse:  verb of the act that takes this one back, where there is one.
    """

    verb: str
    label: str
    sources: tuple[str, ...]
    target: str
    policy: str
    required: tuple[Need, ...] = ()
    optional: tuple[Need, ...] = ()
    rule: str = ""
    deadline: str | None = None
    public_text: str = ""
    reverse: str | None = None


class MachineError(ValueError):
    """A transition table contradicts itself. Raised when the program starts."""


class TransitionRefused(Exception):
    """An act that the table does not allow now; text for the user: what, which rule, what to do."""

    def __init__(self, *, code: str, what: str, rule: str, todo: str) -> None:
        self.code = code
        self.what = what
        self.rule = rule
        self.todo = todo
        super().__init__("".join(part for part in (what, rule, todo) if part))


@dataclass(frozen=True)
class Step:
    """One transition done: what the service logs, and from which it starts a deadline."""

    machine: str
    transition: Transition
    source: str
    target: str
    actor: Any
    at: datetime
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Machine:
    """A transition table. The first state is the one a new thing is in.

    ``attribute`` is the attribute of the object that holds the state's code.
    """

    name: str
    label: str
    states: tuple[State, ...]
    transitions: tuple[Transition, ...]
    attribute: str = "state"
    _states: dict[str, State] = field(init=False, repr=False, compare=False, default_factory=dict)
    _verbs: dict[str, Transition] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._states.update({state.code: state for state in self.states})
        self._verbs.update({transition.verb: transition for transition in self.transitions})
        problems = tuple(_problems(self))
        if problems:
            raise MachineError(f"machine {self.name}: " + "; ".join(problems))

    @property
    def initial(self) -> str:
        """Code of the state a new thing is in."""
        return self.states[0].code

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of all states, retired ones included."""
        return tuple(state.code for state in self.states)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """For the column that holds the state."""
        return [(state.code, state.label) for state in self.states]

    @property
    def final(self) -> tuple[str, ...]:
        """Codes of the final states."""
        return tuple(state.code for state in self.states if state.final)

    @property
    def open(self) -> tuple[str, ...]:
        """Codes of the states that are not final."""
        return tuple(state.code for state in self.states if not state.final)

    def constraint(self, field: str, name: str, *, said: str | None = None) -> CheckConstraint:
        """The column holds a known state, kept by the database. ``said``: what a form says of it."""
        return CheckConstraint(
            name=name, condition=Q(**{f"{field}__in": self.codes}), violation_error_message=said
        )

    def state(self, code: str) -> State:
        """The state with this code; ``LookupError`` if the table has none."""
        if code not in self._states:
            raise LookupError(f"machine {self.name} has no state {code!r}")
        return self._states[code]

    def transition(self, verb: str) -> Transition:
        """The transition with this verb; ``LookupError`` if the table has none."""
        if verb not in self._verbs:
            raise LookupError(f"machine {self.name} has no verb {verb!r}")
        return self._verbs[verb]

    def allowed(self, state: str) -> tuple[Transition, ...]:
        """What may be done next to a thing in this state, in the order of the table."""
        self.state(state)
        return tuple(t for t in self.transitions if state in t.sources)

    def check(self, obj: Any, verb: str, **values: Any) -> Transition:
        """The transition, or ``TransitionRefused`` in words.

        An unknown verb or value is a mistake in the program: ``LookupError``, ``TypeError``.
        """
        transition = self.transition(verb)
        known = {need.field for need in (*transition.required, *transition.optional)}
        if stray := values.keys() - known:
            raise TypeError(f"{self.name}.{verb} takes no {', '.join(sorted(stray))}")
        current = self.state(getattr(obj, self.attribute))
        if current.code not in transition.sources:
            raise self._wrong_state(transition, current)
        missing = [need.label for need in transition.required if _empty(values.get(need.field))]
        if missing:
            raise TransitionRefused(
                code="missing",
                what=f"还不能{transition.label}：缺少{'、'.join(missing)}。",
                rule=_by_rule(transition),
                todo=f"请填写{'、'.join(missing)}后再{transition.label}。",
            )
        return transition

    def apply(self, obj: Any, verb: str, *, actor: Any, at: datetime, **values: Any) -> Step:
        """Check, then set the state and the kept values on ``obj``; the caller saves and logs the step."""
        if at.tzinfo is None:
            raise ValueError("an act happens at an aware instant")
        transition = self.check(obj, verb, **values)
        source = getattr(obj, self.attribute)
        for need in (*transition.required, *transition.optional):
            if need.kept and need.field in values:
                if not hasattr(obj, need.field):
                    raise AttributeError(f"{type(obj).__name__} has no {need.field} to keep")
                setattr(obj, need.field, values[need.field])
        setattr(obj, self.attribute, transition.target)
        return Step(self.name, transition, source, transition.target, actor, at, values)

    def changed_fields(self, verb: str) -> list[str]:
        """Fields ``apply`` may have set, for ``save(update_fields=…)``."""
        transition = self.transition(verb)
        return [self.attribute, *(n.field for n in (*transition.required, *transition.optional) if n.kept)]

    def mermaid(self) -> str:
        """The table as a Mermaid ``stateDiagram-v2``."""
        lines = ["stateDiagram-v2"]
        lines += [f'    state "{_shown(s)}" as {s.code}' for s in self.states]
        lines.append(f"    [*] --> {self.initial}")
        lines += [f"    {source} --> {t.target}: {t.label}" for t in self.transitions for source in t.sources]
        lines += [f"    {s.code} --> [*]" for s in self.states if s.final and not s.retired]
        return "\n".join(lines) + "\n"

    def _wrong_state(self, transition: Transition, current: State) -> TransitionRefused:
        possible = "、".join(t.label for t in self.allowed(current.code))
        sources = "、".join(f"“{self.state(code).label}”" for code in transition.sources)
        return TransitionRefused(
            code="wrong_state",
            what=f"现在是“{current.label}”，不能{transition.label}。",
            rule=f"{_by_rule(transition)}{transition.label}只能在{sources}时进行。",
            todo=f"现在可以：{possible}。" if possible else "这件事已经结束，没有下一步。",
        )


def _by_rule(transition: Transition) -> str:
    return f"依据：{transition.rule}。" if transition.rule else ""


def _shown(state: State) -> str:
    return f"{state.label}（已停用）" if state.retired else state.label


def _empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _doubles(codes: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return sorted({code for code in codes if code in seen or seen.add(code)})  # type: ignore[func-returns-value]


def _problems(machine: Machine) -> Iterable[str]:
    """Everything by which the table contradicts itself."""
    if not machine.states:
        yield "no states"
        return
    yield from (f"state {code} declared twice" for code in _doubles(s.code for s in machine.states))
    yield from (f"verb {verb} declared twice" for verb in _doubles(t.verb for t in machine.transitions))
    codes = {s.code for s in machine.states}
    retired = {s.code for s in machine.states if s.retired}
    for transition in machine.transitions:
        yield from _problems_of(transition, machine, codes, retired)
    reached = _reachable(machine)
    yield from (f"state {code} cannot be reached" for code in sorted(codes - reached - retired))
    yield from (f"retired state {code} can still be reached" for code in sorted(reached & retired))
    leavable = {source for t in machine.transitions for source in t.sources}
    for state in machine.states:
        if not state.final and not state.retired and state.code not in leavable:
            yield f"state {state.code} is a dead end and not final"


def _problems_of(
    transition: Transition, machine: Machine, codes: set[str], retired: set[str]
) -> Iterable[str]:
    verb = transition.verb
    if not transition.sources:
        yield f"verb {verb} has no source"
    for code in (*transition.sources, transition.target):
        if code not in codes:
            yield f"verb {verb} names unknown state {code}"
    if transition.target in retired:
        yield f"verb {verb} leads to retired state {transition.target}"
    if not transition.policy:
        yield f"verb {verb} names no policy"
    yield from (
        f"verb {verb} needs {name} twice"
        for name in _doubles(n.field for n in (*transition.required, *transition.optional))
    )
    if transition.reverse is not None:
        back = next((t for t in machine.transitions if t.verb == transition.reverse), None)
        if back is None:
            yield f"verb {verb} is reversed by unknown verb {transition.reverse}"
        elif transition.target not in back.sources or back.target not in transition.sources:
            yield f"verb {back.verb} does not lead back from where {verb} leads"


def _reachable(machine: Machine) -> set[str]:
    reached, found = {machine.initial}, [machine.initial]
    while found:
        state = found.pop()
        for transition in machine.transitions:
            if state in transition.sources and transition.target not in reached:
                reached.add(transition.target)
                found.append(transition.target)
    return reached


_registry: dict[str, Machine] = {}


def register(machine: Machine) -> Machine:
    """Add a machine to the one registry; a name may be taken once."""
    if machine.name in _registry:
        raise MachineError(f"machine {machine.name} is registered already")
    _registry[machine.name] = machine
    return machine


def machine(name: str) -> Machine:
    """The registered machine; ``LookupError`` if there is none."""
    if name not in _registry:
        raise LookupError(f"no machine {name}")
    return _registry[name]


def all_machines() -> tuple[Machine, ...]:
    """Every registered machine, by name."""
    return tuple(_registry[name] for name in sorted(_registry))


def machine_of(model: type[Model]) -> Machine | None:
    """The transition table by which rows of this kind move, if there is one."""
    for found in all_machines():
        if not found.name.startswith(f"{model._meta.app_label}."):
            continue
        fields = {field.name: field for field in model._meta.concrete_fields}
        field = fields.get(found.attribute)
        if field is not None and list(getattr(field, "flatchoices", ())) == found.choices:
            return found
    return None
