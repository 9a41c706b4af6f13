"""Matters other systems hand over become cases."""

from django.urls import reverse

from linli.access.actor import Actor
from linli.mediation.models import CaseSource, DisputeCase, DisputeKind
from linli.mediation.policies import may_keep_mediation
from linli.mediation.services.cases import register_case
from linli.mediation.states import CASE, CLOSED_STAGES
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.workflow.references import Reference
from linli.workflow.referrals import Handler, Link, Offer

CODE = "mediation.case"
WHY = "whoever may see what it came from is told how far it is, and nothing else of it"


def _open(actor: Actor, offer: Offer) -> Reference:
    source = CaseSource.HOTLINE if offer.from_hotline else CaseSource.GRID
    kind = DisputeKind(offer.kind or DisputeKind.OTHER)
    case = register_case(
        actor=actor,
        community=offer.area,
        source=source,
        kind=kind,
        registered_on=offer.day,
        summary=f"{_where(offer)}的一起{kind.label}纠纷，{source.label}。",
        account=offer.words,
        place=offer.place,
    )
    return Reference.to(case)


def _where(offer: Offer) -> str:
    """The summary is listed, so it says where and what in our own words; those of the teller go into the account."""
    if offer.place is None:
        return offer.area.name
    estate = offer.place.parent if offer.place.kind == Kind.BUILDING else None
    return f"{estate.name if estate is not None else ''}{offer.place.name}"


def _may(actor: Actor, area: Area) -> bool:
    return may_keep_mediation(actor, area)


HANDLER = Handler(
    code=CODE,
    label="人民调解",
    kinds=lambda: [(str(value), str(label)) for value, label in DisputeKind.choices],
    may=_may,
    open=_open,
)


def opened(actor: Actor, reference: Reference) -> Link | None:
    """A case for whoever referred it: how far it is; its page, for those who may see it."""
    case = DisputeCase.objects.unscoped(WHY).filter(pk=reference.id).first()
    if case is None:
        return None
    seen = DisputeCase.objects.visible_to(actor).filter(pk=case.pk).exists()
    how = case.get_outcome_display() or CASE.state(case.stage).label
    return Link(
        label=f"{case.number or '调解案件'}·{how}",
        address=reverse("mediation:case", args=(case.ref,)) if seen else "",
        is_over=case.stage in CLOSED_STAGES,
    )
