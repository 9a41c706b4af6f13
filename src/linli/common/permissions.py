"""What a page may ask of the device, as the header Permissions-Policy says it.

Nothing of a device is asked for: nobody is located, listened to or watched (ADR 0012), and a page somebody smuggled a
script into could not do so either. Passkeys keep their default, this server alone. The one exception are pages on
which somebody may say a matter instead of writing it: there, and only after a press and the device's own question, the
page may record.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponseBase

HEADER = "Permissions-Policy"
NOTHING = (
    "accelerometer=(), bluetooth=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), "
    "screen-wake-lock=(), serial=(), usb=()"
)
VOICE = NOTHING.replace("microphone=()", "microphone=(self)")


def may_record(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Decorator of a view whose page has the button 说一句."""

    @wraps(view)
    def shown(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        response.headers[HEADER] = VOICE
        return response

    return shown
