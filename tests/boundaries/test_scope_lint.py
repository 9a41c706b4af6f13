"""Each way around the scope of the one who asks is found in pages, forms, filters, exports and interfaces."""

from pathlib import PurePath

import pytest

from tools.findings import SOURCE, findings_in
from tools.lint_scope import MESSAGES, check_scope

VIEWS = PurePath("src/linli/grid/views.py")
FORMS = PurePath("src/linli/grid/forms.py")

BREACHES = [
    ("SCOPE001", "Request.everything.all()"),
    ("SCOPE001", "rows = area.request.__class__.everything"),
    ("SCOPE002", "Request._default_manager.get(pk=1)"),
    ("SCOPE002", "Request._base_manager.all()"),
    ("SCOPE003", "area.request_set.count()"),
    ("SCOPE004", "get_object_or_404(Request, code=code)"),
    ("SCOPE004", "shortcuts.get_list_or_404(models.Request)"),
    ("SCOPE005", "class Board(ListView):\n    model = Request\n"),
    ("SCOPE006", "area = ModelChoiceField(Area.objects.all())"),
    ("SCOPE006", "area = ModelChoiceField(queryset=Area.objects)"),
    ("SCOPE006", "area = django_filters.ModelChoiceFilter()"),
    ("SCOPE006", "area = ModelMultipleChoiceFilter(queryset=lambda request: Area.objects.all())"),
    ("SCOPE007", "class F(ModelForm):\n    class Meta:\n        model = Area\n        fields = '__all__'\n"),
    ("SCOPE007", "class F(ModelForm):\n    class Meta:\n        model = Area\n        exclude = ['path']\n"),
]
ALLOWED = [
    "get_object_or_404(Request.objects.visible_to(request.actor), code=code)",
    "Account.everything.get(username=name)",
    "class Board(ListView):\n    model = Request\n    def get_queryset(self):\n        return open_on(self.request)\n",
    "area = ModelChoiceField(queryset=Area.objects.none())",
    "area = ModelChoiceFilter(queryset=areas_of)",
    "area = ModelChoiceFilter(queryset=lambda request: Area.objects.visible_to(request.actor))",
    "class F(ModelForm):\n    class Meta:\n        model = Area\n        fields = ['name']\n",
    "class Row:\n    model = Request\n",
    "reset = frozenset()",
]


def codes(path: PurePath, text: str) -> set[str]:
    return {finding.code for finding in check_scope(path, text)}


def test_the_product_is_clean() -> None:
    assert findings_in(check_scope, SOURCE) == []


@pytest.mark.parametrize(("code", "text"), BREACHES)
def test_each_rule_bites(code: str, text: str) -> None:
    assert codes(VIEWS, text) == {code}


def test_every_rule_has_a_planted_breach() -> None:
    assert {code for code, _ in BREACHES} == set(MESSAGES)


@pytest.mark.parametrize("text", ALLOWED)
def test_scoped_code_passes(text: str) -> None:
    assert codes(FORMS, text) == set()


@pytest.mark.parametrize(
    "place",
    ["grid/views.py", "grid/views/board.py", "grid/forms.py", "grid/filters.py", "grid/exports.py", "grid/api.py",
     "grid/requests/views.py", "desk/area_views.py"],
)  # fmt: skip
def test_every_kind_of_front_module_is_watched(place: str) -> None:
    assert codes(PurePath("src/linli") / place, "Request.everything") == {"SCOPE001"}


def test_reads_and_writes_below_the_pages_are_not_front_modules() -> None:
    assert codes(PurePath("src/linli/grid/selectors.py"), "Request.everything") == set()


def test_a_finding_says_where_and_what_to_do() -> None:
    (finding,) = check_scope(VIEWS, "\nget_object_or_404(Request)\n")

    assert str(finding).startswith("src/linli/grid/views.py:2: SCOPE004 get_object_or_404")
    assert "visible_to" in finding.message
