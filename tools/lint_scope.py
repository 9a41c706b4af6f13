"""Lint: no page, form, filter, export or interface may reach records around the scope of the one who asks.

The manager `objects` raises unless narrowed by `visible_to(actor)` or `unscoped(reason)`; what this tool forbids are
the ways past it. See docs/adr/0005. Run: python -m tools.lint_scope [PATH ...]
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path, PurePath

from tools.findings import SOURCE, Finding, attribute_chain, findings_in, report

FRONT_MODULES = ("views", "forms", "filters", "exports", "api")
EXEMPT_MODELS = frozenset({"Account"})  # signing in precedes every scope
SHORTCUTS = frozenset({"get_object_or_404", "get_list_or_404"})
RELATION_FIELDS = frozenset(
    {"ModelChoiceField", "ModelMultipleChoiceField", "ModelChoiceFilter", "ModelMultipleChoiceFilter"}
)
NARROWING = frozenset({"visible_to", "unscoped", "none"})

MESSAGES = {
    "SCOPE001": "`everything` shows all records to anyone: use Model.objects.visible_to(actor).",
    "SCOPE002": "`{name}` goes around the scope: use Model.objects.visible_to(actor).",
    "SCOPE003": "the reverse set `{name}` is not scoped: use Model.objects.visible_to(actor).filter(…).",
    "SCOPE004": "{name} with a model class is not scoped: pass Model.objects.visible_to(actor).",
    "SCOPE005": "`model =` lets the view fetch any record: define get_queryset with visible_to(request.actor).",
    "SCOPE006": "{name} without a scoped queryset offers every record: start with none() or visible_to(actor), "
    "and narrow it in __init__.",
    "SCOPE007": "`{name}` takes in relation fields unseen: name the fields.",
}


def is_front(path: PurePath) -> bool:
    """Whether the file is one in which records meet the outside: views.py, views/board.py, board_views.py …"""
    names = {*path.parts[:-1], path.stem}
    return any(name == front or name.endswith(f"_{front}") for name in names for front in FRONT_MODULES)


def check_scope(path: PurePath, text: str) -> list[Finding]:
    """The breaches in one file; none in a file that is not a front module."""
    if not is_front(path):
        return []
    tree = ast.parse(text)
    breaches = [breach for node in ast.walk(tree) for breach in _breaches(node)]
    return [
        Finding(path, line, code, MESSAGES[code].format(name=name))
        for line, code, name in sorted(set(breaches))
    ]


def _breaches(node: ast.AST) -> Iterator[tuple[int, str, str]]:
    match node:
        case ast.Attribute():
            yield from _attribute(node)
        case ast.Call():
            yield from _call(node)
        case ast.ClassDef():
            yield from _class(node)


def _attribute(node: ast.Attribute) -> Iterator[tuple[int, str, str]]:
    owner = attribute_chain(node.value)[-1:]
    if owner and owner[0] in EXEMPT_MODELS:
        return
    if node.attr == "everything":
        yield node.lineno, "SCOPE001", node.attr
    elif node.attr in {"_default_manager", "_base_manager"}:
        yield node.lineno, "SCOPE002", node.attr
    elif node.attr.endswith("_set") and node.attr != "prefetch_related_set":
        yield node.lineno, "SCOPE003", node.attr


def _call(node: ast.Call) -> Iterator[tuple[int, str, str]]:
    name = (attribute_chain(node.func) or [""])[-1]
    if name in SHORTCUTS and node.args and _is_model(node.args[0]):
        yield node.lineno, "SCOPE004", name
    if name in RELATION_FIELDS:
        queryset = next((keyword.value for keyword in node.keywords if keyword.arg == "queryset"), None)
        if queryset is None and node.args and name.endswith("Field"):
            queryset = node.args[0]
        if queryset is None or not _is_scoped(queryset):
            yield node.lineno, "SCOPE006", name


def _is_model(node: ast.expr) -> bool:
    """A bare class name: `Dispute`, `models.Dispute`, or one of those with its manager untouched."""
    if isinstance(node, ast.Call):
        return False
    last = (attribute_chain(node) or [""])[-1]
    return last[:1].isupper() and last not in EXEMPT_MODELS


def _is_scoped(node: ast.expr) -> bool:
    """Narrowed on the spot, or a function (named or lambda) that the field asks with the request."""
    if isinstance(node, ast.Lambda):
        return _is_scoped(node.body)
    names = set(attribute_chain(node))
    return bool(names & NARROWING) or (isinstance(node, ast.Name) and not node.id[:1].isupper())


def _class(node: ast.ClassDef) -> Iterator[tuple[int, str, str]]:
    assigned = _assignments(node)
    methods = {each.name for each in node.body if isinstance(each, ast.FunctionDef)}
    is_view = any((attribute_chain(base) or [""])[-1].endswith("View") for base in node.bases)
    if is_view and "model" in assigned and "get_queryset" not in methods:
        yield assigned["model"].lineno, "SCOPE005", "model"
    if node.name == "Meta" and "model" in assigned:
        fields = assigned.get("fields")
        if fields is not None and isinstance(fields.value, ast.Constant) and fields.value.value == "__all__":
            yield fields.lineno, "SCOPE007", "__all__"
        if "exclude" in assigned:
            yield assigned["exclude"].lineno, "SCOPE007", "exclude"


def _assignments(node: ast.ClassDef) -> dict[str, ast.Assign]:
    return {
        target.id: each
        for each in node.body
        if isinstance(each, ast.Assign)
        for target in each.targets
        if isinstance(target, ast.Name)
    }


def main(arguments: list[str]) -> int:
    """Check the paths given, or the whole product."""
    roots = [Path(each).resolve() for each in arguments] or [SOURCE]
    return report(findings_in(check_scope, *roots))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
