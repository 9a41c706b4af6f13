"""The base of forms, and the one thing the server says about drafts."""

import pytest
from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.test import RequestFactory

from linli.access.actor import NOBODY
from linli.people.models import Account
from linli.ui.drafts import COOKIE, DraftsMiddleware, name_of, owner_of
from linli.ui.forms import LinliForm, text
from tests.territory import Territory


class Sample(LinliForm):
    """One of each."""

    words = forms.CharField(label="哪里不好", widget=text(3))
    kind = forms.ChoiceField(label="种类", choices=[("a", "甲")], widget=forms.RadioSelect)
    note = forms.CharField(label="备注", required=False, error_messages={"required": "自己的话。"})
    hints = {"words": "一句话就行。"}


def test_a_form_says_what_is_missing_and_ties_it_to_its_box() -> None:
    form = Sample({"note": "留着"})
    assert not form.is_valid()
    assert form.problems == 2
    page = render_to_string("ui/problems.html", {"form": form}) + render_to_string(
        "ui/fields.html", {"form": form}
    )
    assert "请填写哪里不好。" in page
    assert "请选种类。" in page
    assert 'href="#id_words"' in page
    assert 'aria-describedby="id_words_helptext id_words_error"' in page
    assert 'id="id_words_helptext">一句话就行。' in page
    assert 'aria-invalid="true"' in page
    assert 'value="留着"' in page
    assert page.count("（可不填）") == 1
    assert page.count("autofocus") == 1, "the summary alone takes the focus"


@pytest.mark.parametrize(
    ("method", "status", "name", "said"),
    [
        ("post", 302, "posting.new", True),
        ("post", 200, "posting.new", False),
        ("post", 302, "", False),
        ("post", 302, "x; path=/", False),
        ("get", 302, "posting.new", False),
    ],
)
def test_only_what_was_taken_is_named(method: str, status: int, name: str, *, said: bool) -> None:
    answer = HttpResponseRedirect("/") if status == 302 else HttpResponse()
    request = getattr(RequestFactory(), method)("/", {"_draft": name})
    cookies = DraftsMiddleware(lambda _: answer)(request).cookies
    assert (COOKIE in cookies) is said


def test_a_draft_s_owner_is_told_apart_and_not_told(territory: Territory, db: None) -> None:
    one, two = Account(pk=1, username="a"), Account(pk=2, username="b")
    owners = {owner_of(type("Actor", (), {"account_id": each.pk})) for each in (one, two)} | {
        owner_of(NOBODY)
    }
    assert len(owners) == 3
    assert name_of("posting", "abc") == "posting.abc"
    with pytest.raises(ValueError, match="no name"):
        name_of("Posting <b>")
