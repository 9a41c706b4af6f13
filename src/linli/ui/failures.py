"""What is said when a page cannot be given: what is wrong, what to do, and a way out.

The same words go out as a page, as a part of one (asked for by a script, which puts it where its answer would stand),
or as JSON (RFC 9457), whichever was asked for.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import escape

from linli.common.request_number import number
from linli.ui.context import is_elder, theme_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Words:
    """Of one failure: a heading, a sentence what to do, a drawing."""

    what: str
    why: str
    icon: str = "help-circle"


WORDS = {
    400: Words("看不懂这个请求", "网址或表单里有一处写得不对。请回到上一页，或从首页重新进入。"),
    403: Words(
        "这一步您不能做",
        "能做什么由任职决定。需要办这件事，请找本单位管理员核对任职，或转给能办的人。",
    ),
    404: Words("没有这一页", "网址可能写错了，或者这里不在您负责的地区。从首页可以走到您能看的全部内容。"),
    405: Words("这个网址不能这样打开", "它只接表单送来的内容。请回到上一页，用那里的按钮。"),
    413: Words("内容太大，没有收下", "请把文件里的图片压小，或分成几份再送。写过的字在上一页还在。"),
    429: Words("这里用得太勤了", "请稍后再试。写过的字在上一页还在。", "clock"),
    500: Words(
        "这一页出了错，是我们的问题",
        "错误已经记下。事情要么整件办成，要么没有改动：请先回到上一页看一眼。急事请打电话，并报上编号。",
        "alert-triangle",
    ),
}
CSRF = Words(
    "没有送出",
    "这一页停留太久，或浏览器没有带上核对码。请回到上一页刷新后再试，写过的内容还在那里。",
)
WRONG_NAME = Words("这台服务器不用这个网址", "请用管理员给您的网址打开，收藏夹里的也请改掉。")


def failure(request: HttpRequest, status: int, words: Words | None = None, why: str = "") -> HttpResponse:
    """The answer with this status. ``why`` replaces the sentence; a 500 carries its number."""
    said = words or WORDS.get(status) or WORDS[400]
    why = why or said.why
    told = number() if status >= 500 else ""
    if _wants_json(request):
        return JsonResponse(
            {"type": "about:blank", "status": status, "title": said.what, "detail": why, "number": number()},
            status=status,
            content_type="application/problem+json",
        )
    way, way_label = _way_out(request, said)
    context = {
        "words": said,
        "why": why,
        "number": told,
        "way": way,
        "way_label": way_label,
        "theme": theme_of(request),
        "elder": is_elder(request),
    }
    template = "ui/error_part.html" if _wants_part(request) else "ui/error.html"
    try:
        # Without the request: nothing that may be what failed (actor, menu, database) is asked again.
        return HttpResponse(render_to_string(template, context), status=status)
    except Exception:  # of the page that speaks of an error, whatever it is
        logger.exception("the page of an error cannot be drawn")
        plain = f"<!doctype html><html lang=zh-Hans><title>邻里</title><h1>{said.what}</h1><p>{escape(why)} {told}"
        return HttpResponse(plain, status=status)


def _wants_json(request: HttpRequest) -> bool:
    accepted = request.headers.get("Accept", "")
    return "json" in accepted and "text/html" not in accepted


def _wants_part(request: HttpRequest) -> bool:
    """A script asks (htmx, or the browser's own fetch), not somebody who opens a page."""
    return "HX-Request" in request.headers or request.headers.get("Sec-Fetch-Dest") == "empty"


def _way_out(request: HttpRequest, words: Words) -> tuple[str, str]:
    """Workers go back to their work, residents to what hangs out; who came by a wrong name to the right one."""
    if words is WRONG_NAME:
        return f"{settings.LINLI_BASE_URL}/", "打开邻里"
    try:
        if request.path.startswith("/postings/"):
            return reverse("postings:list"), "看全部公示"
        if request.path.startswith("/reports/"):
            return reverse("reports-public:list"), "看公开的报告"
        return reverse("desk:home"), "回到首页"
    except NoReverseMatch:  # the addresses themselves are what failed
        return "/", "回到首页"
