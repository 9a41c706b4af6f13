"""What the desk registers of opinions and of the burden meter."""

from linli.common import form_time
from linli.desk import account_news, burden_forms, feedback
from linli.inbox import kinds


def register_all() -> None:
    """Called once, when the desk starts."""
    form_time.register(*burden_forms.FORMS)
    kinds.register(feedback.OPINION, account_news.RESET)
