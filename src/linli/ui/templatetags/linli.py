"""What templates need again and again: icons, dates and periods in Chinese, the query string with one thing changed."""

import json
from collections.abc import Iterable  # template tags are inspected at run time
from datetime import date, datetime
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from django import template
from django.http import HttpRequest  # noqa: TC002  # template tags are inspected at run time
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from linli.common.clock import business_date
from linli.common.text import masked_name
from linli.ui import menu
from linli.ui.drafts import name_of, owner_of

register = template.Library()

ICONS = Path(__file__).resolve().parents[1] / "data" / "icons.json"
WEEKDAYS = "一二三四五六日"
HOME = "home"
CURRENT = SafeString(' aria-current="page"')


@lru_cache(maxsize=1)
def drawings() -> dict[str, str]:
    """Name of an icon → what stands inside its drawing."""
    found: dict[str, str] = json.loads(ICONS.read_text())
    return found


@register.simple_tag
def icon(name: str) -> SafeString:
    """An outline icon; always beside a word. KeyError for one we do not carry."""
    return mark_safe(_icon(name))  # noqa: S308  # our own drawings


@lru_cache(maxsize=128)
def _icon(name: str) -> str:
    return f'<svg class="ll-i" viewBox="0 0 24 24" aria-hidden="true">{drawings()[name]}</svg>'


@register.simple_tag(takes_context=True)
def printed_by(context: dict[str, Any]) -> str:
    """Who printed the page, as what, when: the person by name, for a paper that lies about must say whose it is."""
    actor, now = context.get("actor"), timezone.localtime()
    who = (
        f"{actor.name}（{actor.title}）" if actor is not None and actor.title else getattr(actor, "name", "")
    )
    return f"{who} {now.year}年{now.month}月{now.day}日 {now:%H:%M} 打印。"


@register.simple_tag(takes_context=True)
def printed_masked(context: dict[str, Any]) -> str:
    """What of the page stands in clear. A page that knows says it by ``clear`` (or that of its ``listing``) and
    ``revealed``; of any other only what is true of all is said.
    """
    listing = context.get("listing")
    known = [context["clear"]] if "clear" in context else [listing.clear] if listing else []
    if not known:
        return "遮盖与屏幕上一样。"
    clear = [*known[0], *context.get("revealed", ())]
    if not clear:
        return "姓名、电话、门牌已遮盖。"
    return f"{'、'.join(dict.fromkeys(clear))}是原文，用完请销毁；其余的姓名、门牌、电话、证件号已遮盖。"


@register.simple_tag(takes_context=True)
def side_menu(context: dict[str, Any]) -> SafeString:
    """The entries this reader may open. Readers with the same entries share what is written.

    My open work is counted at home only: on every page it would cost each list one of its eight questions.
    """
    actor, current = context.get("actor"), str(context.get("current", ""))
    shown = menu.items_for(actor) if actor is not None and actor.is_signed_in else []
    entries = tuple((pillar.label, tuple(items)) for pillar, items in shown)
    counted = [item for _, items in entries for item in items if current == HOME and item.count is not None]
    counts = tuple((item.key, item.count(actor)) for item in counted if item.count is not None)
    return _side_menu(entries, menu.entry_of(current), counts)


@register.simple_tag(takes_context=True)
def rooms(context: dict[str, Any]) -> SafeString:
    """The rooms of the system this page belongs to, in a row, where the reader may open more than one."""
    actor, current = context.get("actor"), str(context.get("current", ""))
    shown = menu.rooms_of(current, actor) if actor is not None and actor.is_signed_in else []
    return _rooms(tuple(shown), current) if shown else mark_safe("")


@lru_cache(maxsize=512)
def _rooms(items: tuple[menu.MenuItem, ...], current: str) -> SafeString:
    links = [
        format_html('<a href="{}"{}>{}</a>', item.address, CURRENT if item.key == current else "", item.label)
        for item in items
    ]
    name = menu.SYSTEMS[items[0].under][0]
    return format_html('<nav class="ll-rooms" aria-label="{}">{}</nav>', name, mark_safe("".join(links)))  # noqa: S308  # every value is escaped


def _open_work(count: int) -> SafeString:
    """My open work: grey, and a word for whoever hears it instead of seeing where it stands."""
    if not count:
        return SafeString("")
    return format_html('<small class="ll-open"><span class="ll-hidden">待我办 </span>{}</small>', count)


@lru_cache(maxsize=512)
def _side_menu(
    entries: tuple[tuple[str, tuple[menu.MenuItem, ...]], ...],
    current: str,
    counts: tuple[tuple[str, int], ...],
) -> SafeString:
    parts, waiting = [], dict(counts)
    for label, items in entries:
        if label:
            parts.append(format_html('<div class="ll-g">{}</div>', label))
        parts += [
            format_html(
                '<a href="{}"{} title="{}">{}<span>{}{}</span></a>',
                item.address,
                CURRENT if item.key == current else "",
                item.label,
                icon(item.icon),
                item.label,
                _open_work(waiting.get(item.key, 0)),
            )
            for item in items
        ]
    return mark_safe("\n".join(parts))  # noqa: S308  # every value is escaped


@register.filter(expects_localtime=True)
def chinese_day(day: date) -> str:
    """``10月30日 周三``; with its year where it is not this year, so that no slip passes unseen."""
    year = "" if day.year == business_date().year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]}"


@register.filter
def instant(at: datetime) -> str:
    """For ``<time datetime>``: HTML knows no fractions of a second beyond thousandths."""
    return timezone.localtime(at).isoformat(timespec="seconds")


@register.filter
def full_day(day: date) -> str:
    """``2024年10月30日``."""
    return f"{day.year}年{day.month}月{day.day}日"


@register.simple_tag
def options(choices: Iterable[tuple[str, str]], chosen: str = "") -> SafeString:
    """The options of a select, put together in one go: there may be more than a hundred."""
    parts = [
        f'<option value="{escape(str(value))}"{" selected" if value == chosen else ""}>{escape(str(label))}</option>'
        for value, label in choices
    ]
    return mark_safe("".join(parts))  # noqa: S308  # values and labels are escaped


@register.filter
def thousands(number: int) -> str:
    """``2,396``."""
    return f"{number:,}"


@register.simple_tag(takes_context=True)
def here_with(context: dict[str, Any], **changes: Any) -> str:
    """This page's query string with some parameters set, or taken away where the value is None."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for key, value in changes.items():
        name = key.rstrip("_")
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return "?" + query.urlencode()


@register.simple_tag
def draft(form: str, record: str = "") -> SafeString:
    """Inside a form's tag: what is typed is kept on the device until it was sent."""
    return format_html('data-draft="{}"', name_of(form, str(record)))


@register.filter
def draft_owner(actor: Any) -> str:
    """For the page's root; "" for nobody."""
    return owner_of(actor) if actor is not None and actor.is_signed_in else ""


@register.filter
def masked(name: str) -> str:
    """``王**``: how a name stands on a page for those who need not know it."""
    return masked_name(name)
