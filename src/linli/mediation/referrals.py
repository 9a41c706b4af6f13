"""Matters other systems hand over become cases."""

from linli.access.actor import Actor
from linli.mediation.models import CaseSource, DisputeKind
from linli.mediation.policies import may_keep_mediation
from linli.mediation.services.cases import register_case
from linli.orgs.models import Area
from linli.workflow.references import Reference
from linli.workflow.referrals import Handler, Offer

CODE = "mediation.case"
LONGEST = 300


def _open(actor: Actor, offer: Offer) -> Reference:
    case = register_case(
        actor=actor,
        community=offer.area,
        source=CaseSource.HOTLINE if offer.from_hotline else CaseSource.GRID,
        kind=DisputeKind(offer.kind or DisputeKind.OTHER),
        registered_on=offer.day,
        summary=offer.words[:LONGEST],
    )
    return Reference.to(case)


def _may(actor: Actor, area: Area) -> bool:
    return may_keep_mediation(actor, area)


HANDLER = Handler(
    code=CODE,
    label="人民调解",
    kinds=lambda: [(str(value), str(label)) for value, label in DisputeKind.choices],
    may=_may,
    open=_open,
)
