"""Addresses kept at hand are those of the router, whichever router it is."""

import pytest
from django.template import Context, Template
from django.test import override_settings
from django.urls import NoReverseMatch, path, reverse, set_script_prefix

from linli.common.addresses import address
from linli.ui.templatetags.addresses import KeptURLNode

urlpatterns = [path("elsewhere/<slug:code>/", lambda request, code: None, name="here")]  # type: ignore[arg-type,return-value]


def test_it_is_what_the_router_says_each_time() -> None:
    for _ in range(2):
        assert address("desk:area", "430602") == reverse("desk:area", args=("430602",))


def test_another_set_of_addresses_is_asked_anew() -> None:
    with pytest.raises(NoReverseMatch):
        address("here", "a")
    with override_settings(ROOT_URLCONF=__name__):
        assert address("here", "a") == "/elsewhere/a/"
    with pytest.raises(NoReverseMatch):
        address("here", "a")


def test_another_place_below_which_all_hangs_is_asked_anew() -> None:
    assert address("desk:home") == "/desk/"
    set_script_prefix("/linli/")
    try:
        assert address("desk:home") == "/linli/desk/"
    finally:
        set_script_prefix("/")


@pytest.mark.parametrize(
    ("source", "drawn"),
    [
        ("{% url 'desk:home' %}", "/desk/"),
        ("{% url name %}", "/desk/"),
        ("{% url 'desk:area' code %}", "/desk/areas/430602/"),
        ("{% url 'desk:area' code=code %}", "/desk/areas/430602/"),
        ("{% url 'desk:home' as where %}{{ where }}?x", "/desk/?x"),
        ("{% url 'desk:nowhere' as where %}{{ where }}?x", "?x"),
    ],
)
def test_the_tag_writes_what_djangos_writes(source: str, drawn: str) -> None:
    template = Template(source)
    assert isinstance(template.nodelist[0], KeptURLNode)
    assert template.render(Context({"name": "desk:home", "code": "430602"})) == drawn


def test_a_name_nobody_has_is_an_error_as_before() -> None:
    with pytest.raises(NoReverseMatch):
        Template("{% url 'desk:nowhere' %}").render(Context())
