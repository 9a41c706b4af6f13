"""The loop that answers every request: what is told, who told it, who has it, and what was done."""

from linli.grid.requests.models.attachment import RequestAttachment
from linli.grid.requests.models.kind import DutyItem, RequestKind, Route, StandardText
from linli.grid.requests.models.request import (
    LEVELS,
    AnswerWay,
    Heard,
    Level,
    Request,
    RequestCounter,
    Source,
    Urgency,
    Verdict,
)
from linli.grid.requests.models.review import PetitionReview, ReviewOutcome, Round
from linli.grid.requests.models.step import RequestStep
from linli.grid.requests.models.subject import RequestSubject
from linli.grid.requests.models.task import RequestTask
from linli.grid.requests.models.teller import Teller, Wish

__all__ = [
    "LEVELS",
    "AnswerWay",
    "DutyItem",
    "Heard",
    "Level",
    "PetitionReview",
    "Request",
    "RequestAttachment",
    "RequestCounter",
    "RequestKind",
    "RequestStep",
    "RequestSubject",
    "RequestTask",
    "ReviewOutcome",
    "Round",
    "Route",
    "Source",
    "StandardText",
    "Teller",
    "Urgency",
    "Verdict",
    "Wish",
]
