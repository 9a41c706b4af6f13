"""Lint: the habits of the house that no general tool knows.

Placing of code (HOUSE1xx) and the promises of design.md §1 that must not erode unnoticed: no ranking of people, no
check-in, no tracks, no online time (HOUSE2xx). Run: python -m tools.lint_house
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import PurePath

from tools.findings import ROOT, Finding, attribute_chain, findings_in, report

MAX_LINES = 450
NAMELESS = frozenset({"utils", "util", "helpers", "helper", "misc", "tools"})
INNER_MODULES = ("services", "selectors", "models", "policies", "states", "indicators", "papers")
HTTP_PACKAGES = ("django.http", "django.shortcuts", "django.views", "django.contrib.messages", "ninja")
ROW_SIGNALS = frozenset(
    {"pre_save", "post_save", "pre_delete", "post_delete", "m2m_changed", "pre_init", "post_init", "receiver"}
)
# Those who must never stand in an order of merit.
PEOPLE = frozenset(
    {
        "Person",
        "Account",
        "Appointment",
        "Lead",
        "LeadRecord",
        "CommunityWorker",
        "Worker",
        "Mediator",
        "Notable",
    }
)
PERSON_FIELDS = frozenset(
    {"person", "account", "actor", "appointment", "lead", "worker", "mediator", "notable", "author"}
)
COUNTING = frozenset({"Count", "Sum", "Avg"})
# Words of surveillance, as whole words of an identifier.
FORBIDDEN_WORDS = re.compile(
    r"(?<![a-z])(gps|geolocation|track_point|trackpoint|footprint|check_in|checkin|punch_in|clock_in|online_time"
    r"|online_seconds|last_seen|last_active|heartbeat|leaderboard|ranking|rank_no)(?![a-z])"
)
FORBIDDEN_CHINESE = re.compile(r"打卡|签到率|轨迹|在线时长|排行榜|积分榜|末位|定位上报")

MESSAGES = {
    "HOUSE101": "import at the top of the module: an import inside a function hides a cycle.",
    "HOUSE102": "{what} lines; split by what it is about (limit %d)." % MAX_LINES,  # noqa: UP031  # holds a {what}
    "HOUSE103": "`{what}` says nothing: name the module after what it helps with.",
    "HOUSE104": "`{what}`: business rules live in services, not in row signals.",
    "HOUSE105": "`{what}`: what runs below the pages knows no HTTP; take values and an actor.",
    "HOUSE201": "orders people by how much they did: people are never ranked.",
    "HOUSE202": "`{what}`: no check-in, no tracks, no online time, no ranking (design.md §1).",
}


def check_house(path: PurePath, text: str) -> list[Finding]:
    """The breaches of every rule in one file."""
    tree = ast.parse(text)
    breaches = [
        *_placing(path, text),
        *_imports_in_functions(path, tree),
        *(breach for node in ast.walk(tree) for breach in _node(path, node)),
    ]
    return [
        Finding(path, line, code, MESSAGES[code].format(what=what))
        for line, code, what in sorted(set(breaches))
    ]


Breach = tuple[int, str, str]


def _is_product(path: PurePath) -> bool:
    return path.parts[0] == "src"


def _placing(path: PurePath, text: str) -> Iterator[Breach]:
    lines = text.count("\n")
    if lines > MAX_LINES:
        yield 1, "HOUSE102", str(lines)
    if path.stem in NAMELESS:
        yield 1, "HOUSE103", path.name


def _imports_in_functions(path: PurePath, tree: ast.Module) -> Iterator[Breach]:
    """apps.py is the one exception: models cannot be imported before the apps are loaded."""
    if not _is_product(path) or path.name == "apps.py":
        return
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield node.lineno, "HOUSE101", ""


def _node(path: PurePath, node: ast.AST) -> Iterator[Breach]:
    if not _is_product(path):
        return
    match node:
        case ast.Import(names=names):
            yield from _imported(path, node.lineno, [each.name for each in names])
        case ast.ImportFrom(module=str(module), names=names):
            yield from _imported(path, node.lineno, [module, *(f"{module}.{each.name}" for each in names)])
        case ast.FunctionDef() if _is_inner(path):
            for argument in (*node.args.args, *node.args.kwonlyargs):
                if argument.arg == "request" and _is_http(argument.annotation):
                    yield argument.lineno, "HOUSE105", "request"
        case ast.Call() if _ranks_people(node):
            yield node.lineno, "HOUSE201", ""
        case ast.expr() | ast.arg():
            yield from _watches(node)


def _is_http(annotation: ast.expr | None) -> bool:
    """A request of the browser, or of nobody knows what; the district's own word for 诉求 is a request too."""
    if annotation is None:
        return True
    return ast.unparse(annotation).strip("\"'").rsplit(".", 1)[-1] in {"Any", "ActorRequest", "HttpRequest"}


def _watches(node: ast.expr | ast.arg) -> Iterator[Breach]:
    """A name, or a short text such as a column or a heading; a sentence may say what the house does not do."""
    match node:
        case ast.Constant(value=str(word)) if len(word) <= 40:
            if FORBIDDEN_WORDS.search(word) or FORBIDDEN_CHINESE.search(word):
                yield node.lineno, "HOUSE202", word
        case ast.Name(id=name) | ast.arg(arg=name) | ast.Attribute(attr=name):
            if FORBIDDEN_WORDS.search(name):
                yield node.lineno, "HOUSE202", name


def _is_inner(path: PurePath) -> bool:
    """Below the pages, by its place inside its room (a room may itself be called `indicators`)."""
    parts = path.parts
    inside = parts[parts.index("linli") + 2 :] if "linli" in parts else parts
    return bool({*inside[:-1], path.stem} & set(INNER_MODULES))


def _imported(path: PurePath, line: int, names: list[str]) -> Iterator[Breach]:
    for name in names:
        last = name.rpartition(".")[2]
        if last in ROW_SIGNALS and name.startswith("django."):
            yield line, "HOUSE104", last
        if _is_inner(path) and any(name == each or name.startswith(f"{each}.") for each in HTTP_PACKAGES):
            yield line, "HOUSE105", name


def _ranks_people(node: ast.Call) -> bool:
    """`.order_by(x)` where x was counted per person in the same chain."""
    if not (isinstance(node.func, ast.Attribute) and node.func.attr == "order_by"):
        return False
    ordered = {
        argument.value.lstrip("-")
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    counted: set[str] = set()
    per_person = bool(set(attribute_chain(node.func)) & PEOPLE)
    for call in ast.walk(node.func):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
            continue
        if call.func.attr in {"annotate", "alias"}:
            counted |= {keyword.arg for keyword in call.keywords if keyword.arg and _counts(keyword.value)}
        if call.func.attr in {"values", "values_list"}:
            grouped = {
                part
                for argument in call.args
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                for part in argument.value.removesuffix("_id").split("__")
            }
            per_person = per_person or bool(grouped & PERSON_FIELDS)
    return per_person and bool(ordered & counted)


def _counts(node: ast.expr) -> bool:
    return any(
        isinstance(each, ast.Call) and (attribute_chain(each.func) or [""])[-1] in COUNTING
        for each in ast.walk(node)
    )


def main() -> int:
    """Check all Python of the project."""
    roots = [ROOT / name for name in ("src", "tests", "tools", "benchmarks")]
    return report(findings_in(check_house, *roots))


if __name__ == "__main__":
    sys.exit(main())
