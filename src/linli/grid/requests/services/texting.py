"""The answer as a text message to those who asked for one: sent after the act stands, by the worker process."""

from django.db.models import Q
from django_tasks import task

from linli.access import sms
from linli.documents.words import absolute
from linli.grid.requests.models import AnswerWay, Request, Teller
from linli.grid.requests.services.intake import PHONE
from linli.people.crypto import unseal

WHY = "whoever told the matter hears the answer"
RECEIPT = "/r/{receipt}/"
LONGEST = 120
"""Signs of the answer in a message; all of it stands behind the link."""


def waiting_for(chosen: list[Request], merged: list[Request]) -> list[Teller]:
    """Tellers with a number: those of ``chosen`` whatever they asked for, those of ``merged`` who asked for it."""
    told = Q(request__in=[each.pk for each in chosen])
    asked = Q(request__in=[each.pk for each in merged], way=AnswerWay.MESSAGE)
    rows = Teller.objects.in_confidence(WHY).filter(told | asked, phone_sealed__isnull=False)
    return list(rows.order_by("pk"))


def message(teller: Teller, answer: str) -> str:
    """The words that leave: no name, no door, nothing of the matter but the answer to it."""
    said = answer.strip()
    short = said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"
    return (
        f"您说的事有答复了：{short} 看经过、说满意不满意：{absolute(RECEIPT.format(receipt=teller.receipt))}"
    )


@task()
def send_answer(teller_id: int) -> None:
    """The job of the worker. The number is opened here and nowhere kept; a failure stays with the job."""
    teller = Teller.objects.in_confidence(WHY).select_related("request").filter(pk=teller_id).first()
    if teller is None or teller.phone_sealed is None:  # deleted in between: nothing is sent any more
        return
    sms.send(unseal(bytes(teller.phone_sealed), PHONE), message(teller, teller.request.answer))
