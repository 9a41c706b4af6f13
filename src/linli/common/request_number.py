"""The number of the request being answered: on its acts, its log lines, and on the page that says it failed."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="")
SHOWN = 8


def number() -> str:
    """As shown to people and written into log lines; "" outside a request."""
    told = request_id.get()
    return f"Linli-{told[:SHOWN]}" if told else ""
