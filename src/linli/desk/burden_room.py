"""What the desk registers of opinions and of the burden meter."""

from linli.audit import codes
from linli.common import form_time
from linli.desk import burden_forms, feedback
from linli.inbox import kinds
from linli.workflow import periodic


def register_all() -> None:
    """Called once, when the desk starts."""
    form_time.register(*burden_forms.FORMS)
    kinds.register(feedback.OPINION)
    codes.register(
        codes.Code(code="desk.feedback.contacts_erased", sentence="删去 {count} 位提意见的人的联系方式")
    )
    periodic.register(periodic.Daily("desk.feedback", "删去提意见的人的联系方式", feedback.erase_contacts))
