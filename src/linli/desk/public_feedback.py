"""意见与投诉 for residents: no account, no script, no picture puzzle; answered as all others."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from linli.common import limits
from linli.desk import feedback
from linli.desk.models import FeedbackKind
from linli.ui import forms as house

MOST_AN_HOUR = 5
"""Opinions from one address; where many share one, paper and telephone remain."""
LARGEST = 16_384
"""Bytes of a request: a thousand characters and a contact fit many times."""


class ResidentForm(house.LinliForm):
    """``website`` is not for people: what fills it in is a machine."""

    processing_notice = "feedback"

    kind = forms.ChoiceField(
        label="想说的是",
        choices=[(kind.value, kind.label) for kind in FeedbackKind if kind is not FeedbackKind.BURDEN]
        + [(FeedbackKind.BURDEN.value, "要填的表太多")],
        initial=FeedbackKind.IDEA,
        widget=forms.RadioSelect,
        error_messages={"required": "请选一项您想说的。", "invalid_choice": "请选一项您想说的。"},
    )
    text = forms.CharField(
        label="您想说什么？一句话就行",
        max_length=1000,
        widget=house.text(5),
        error_messages={
            "required": "请写下您想说的，一句话就行。",
            "max_length": "最多写 1,000 字，现在超过了。请写短一些，细节见面再说。",
        },
    )
    contact = forms.CharField(
        label="怎么联系您",
        max_length=60,
        required=False,
        widget=house.text(autocomplete="off"),
        error_messages={"max_length": "联系方式最多 60 字。请只写电话。"},
    )
    website = forms.CharField(
        label="请留空", required=False, widget=house.text(tabindex="-1", autocomplete="off"), max_length=200
    )
    hints: ClassVar = {
        "text": "不用写姓名和证件号。",
        "contact": "想要回电话才填。加密保存，答复 90 天后删去。",
    }


def _shown(request: HttpRequest, form: ResidentForm, status: int = 200, **shown: Any) -> HttpResponse:
    return render(request, "desk/public_feedback.html", {"form": form, **shown}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """What a resident says about the platform. A machine is thanked like anybody else and leaves nothing behind."""
    if request.method != "POST":
        return _shown(request, ResidentForm(), was_sent=request.GET.get("sent") == "1")
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        return _refused(request, "这次送来的太长了，没有收下。最多写 1,000 字，请写短一些。", 413)
    form = ResidentForm(request.POST)
    if not form.is_valid():
        return _shown(request, form)
    said = form.cleaned_data
    if said.pop("website"):
        return redirect(f"{request.path}?sent=1")
    verdict = limits.allow(request, "desk.public_feedback", most=MOST_AN_HOUR, per=limits.HOUR)
    if not verdict:
        again = f"这里一小时内已经收到几条意见。请{verdict.told}再试，或打电话、到社区当面说。"
        form.add_error(None, again)
        return _shown(request, form, 429)
    try:
        given = feedback.give(**said, by_resident=True)
    except ValidationError as refused:
        form.add_error(None, refused)
        return _shown(request, form)
    return redirect("public-feedback:receipt", given.ref)


def _refused(request: HttpRequest, why: str, status: int) -> HttpResponse:
    form = ResidentForm({})
    form.errors.clear()
    form.add_error(None, why)
    return _shown(request, form, status)


@require_safe
def receipt(request: HttpRequest, ref: str) -> HttpResponse:
    """The number to keep, what was said, and the answer once there is one; never the contact."""
    found = feedback.by_ref(ref, by_resident=True)
    if found is None:
        raise Http404
    return render(request, "desk/public_receipt.html", {"opinion": found})
