"""The script that tells how long a page's form took; on every page of the workbench, put in by the shell."""

from typing import Any

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from linli.common.form_time import token_for
from linli.ui import menu

register = template.Library()


@register.simple_tag(takes_context=True)
def meter(context: dict[str, Any]) -> SafeString:
    """Nothing for visitors, nor on a page that has no address of its own (an error)."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    actor = context.get("actor")
    if match is None or actor is None or not actor.is_signed_in:
        return SafeString("")
    room = context.get("current", "")
    room = room if menu.is_known(room) else ""
    return format_html(
        '<script src="{}" defer data-to="{}" data-room="{}" data-meter="{}"></script>',
        static("linli/meter.js"),
        reverse("desk:form-time"),
        room,
        token_for(match.view_name, room),
    )


@register.filter
def within(seconds: int) -> str:
    """``30 秒内``, ``2 分钟内``: a step of the burden meter."""
    if seconds < 60:
        return f"{seconds} 秒内"
    minutes = seconds / 60
    return f"{minutes:.0f} 分钟内" if minutes == int(minutes) else f"{minutes:.1f} 分钟内"
