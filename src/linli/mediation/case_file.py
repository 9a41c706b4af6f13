"""Everything recorded about one case, read at once: what its papers print and what its file still lacks.

For the case's team alone: parties' names are clear in it. Telephone and address stay sealed unless the caller asks for
them openly and logs that look.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from linli.mediation.consents import parties_of
from linli.mediation.models import (
    Agreement,
    CasePiece,
    Clause,
    Committee,
    Confirmation,
    DisputeCase,
    Draw,
    FollowUp,
    Meeting,
    MeetingKind,
    Opinion,
    OpinionVote,
    Panel,
    PanelMember,
    Party,
    Performance,
    PieceKind,
    RecusalCheck,
    Signature,
    TeamMember,
)
from linli.mediation.models.party import ADDRESS, PHONE
from linli.mediation.selectors import committee_on
from linli.people import crypto
from linli.people.models import Person

WHY = "one case's own rows; the caller has let the reader to this case"


@dataclass(frozen=True)
class Contact:
    """How a party is reached; ``kept``: something is recorded, whether it was opened or not."""

    phone: str = ""
    address: str = ""
    phone_kept: bool = False
    address_kept: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """The case with its rows, each in the order in which it came.

    members: all who ever sat, with checks and acceptances. ``clauses``: with performances. ``is_open``: contacts too.
    """

    case: DisputeCase
    parties: Sequence[Party]
    contacts: Mapping[int, Contact]
    is_open: bool
    pieces: Sequence[CasePiece]
    meetings: Sequence[Meeting]
    panel: Panel | None
    members: Sequence[PanelMember]
    draws: Sequence[Draw]
    agreement: Agreement | None
    clauses: Sequence[Clause]
    signatures: Sequence[Signature]
    confirmation: Confirmation | None
    follow_ups: Sequence[FollowUp]
    committee: Committee | None
    keeper: Person | None

    @property
    def number(self) -> str:
        """``（2024）高人调字第1号``; "" before acceptance."""
        return self.case.number

    @property
    def organ(self) -> str:
        """In whose name the papers are."""
        if self.committee is not None:
            return self.committee.name
        return f"{self.case.community.name}人民调解委员会"

    @property
    def inquiries(self) -> list[Meeting]:
        """Meetings that asked somebody."""
        return [each for each in self.meetings if each.kind == MeetingKind.INQUIRY]

    @property
    def mediations(self) -> list[Meeting]:
        """All other meetings."""
        return [each for each in self.meetings if each.kind != MeetingKind.INQUIRY]

    @property
    def performances(self) -> list[Performance]:
        """Of all clauses, in their order."""
        return [each for clause in self.clauses for each in clause.performances.all()]

    def pieces_of(self, *kinds: PieceKind) -> list[CasePiece]:
        """Paper that came into the file, of these kinds."""
        return [piece for piece in self.pieces if piece.kind in kinds]

    @property
    def mediator_name(self) -> str:
        """Who signs as people's mediator: of the agreement, or who presides; "" while nobody does."""
        if self.agreement is not None and self.agreement.mediator is not None:
            return self.agreement.mediator.name
        sitting = (each for each in self.members if each.left_on is None and each.is_convenor)
        return next((each.person.name for each in sitting), "")

    @property
    def keeper_name(self) -> str:
        """Who keeps the case, or "" while nobody does."""
        return self.keeper.name if self.keeper is not None else ""

    @property
    def agreement_number(self) -> str:
        """Of the agreement in force, or ""."""
        return self.agreement.number if self.agreement is not None else ""


def gather(case: DisputeCase, *, openly: bool = False) -> CaseFile:
    """Read the case's rows. ``openly``: telephone and address are opened too; whoever calls logs the look."""
    case = DisputeCase.objects.unscoped(WHY).select_related("community", "place", "theme").get(pk=case.pk)
    parties = parties_of(case)
    agreement = (
        Agreement.objects.unscoped(WHY).filter(case=case).select_related("committee", "mediator").first()
    )
    panel = Panel.objects.unscoped(WHY).filter(case=case).first()
    keeper = (
        TeamMember.objects.unscoped(WHY)
        .filter(case=case, is_keeper=True, valid_to__isnull=True)
        .select_related("person")
        .first()
    )
    return CaseFile(
        case=case,
        parties=parties,
        contacts={party.pk: _contact(party, openly=openly) for party in parties},
        is_open=openly,
        pieces=list(CasePiece.objects.unscoped(WHY).filter(case=case).order_by("dated", "pk")),
        meetings=_meetings(case),
        panel=panel,
        members=_members(panel),
        draws=list(Draw.objects.unscoped(WHY).filter(panel=panel).order_by("drawn_on", "pk"))
        if panel
        else [],
        agreement=agreement,
        clauses=_clauses(agreement),
        signatures=_signatures(agreement),
        confirmation=Confirmation.objects.unscoped(WHY).filter(agreement=agreement).first()
        if agreement
        else None,
        follow_ups=list(FollowUp.objects.unscoped(WHY).filter(case=case).order_by("serial")),
        committee=agreement.committee
        if agreement
        else committee_on(case.community, case.accepted_on or case.registered_on),
        keeper=keeper.person if keeper is not None else None,
    )


def _contact(party: Party, *, openly: bool) -> Contact:
    phone, address = party.phone_sealed, party.address_sealed
    return Contact(
        phone=crypto.unseal(phone, PHONE) if openly and phone is not None else "",
        address=crypto.unseal(address, ADDRESS) if openly and address is not None else "",
        phone_kept=phone is not None,
        address_kept=address is not None,
    )


def _meetings(case: DisputeCase) -> list[Meeting]:
    opinions = Opinion.objects.unscoped(WHY).select_related("member__person").order_by("pk")
    votes = OpinionVote.objects.unscoped(WHY).order_by("pk")
    rows = Meeting.objects.unscoped(WHY).filter(case=case).order_by("serial")
    return list(rows.prefetch_related(Prefetch("opinions", opinions), Prefetch("votes", votes)))


def _members(panel: Panel | None) -> list[PanelMember]:
    if panel is None:
        return []
    checks = RecusalCheck.objects.unscoped(WHY).order_by("pk")
    rows = PanelMember.objects.unscoped(WHY).filter(panel=panel).select_related("person", "notable")
    return list(
        rows.order_by("-is_convenor", "pk").prefetch_related(Prefetch("checks", checks), "acceptances")
    )


def _clauses(agreement: Agreement | None) -> list[Clause]:
    if agreement is None:
        return []
    done = Performance.objects.unscoped(WHY).order_by("done_on", "pk")
    rows = Clause.objects.unscoped(WHY).filter(agreement=agreement).select_related("obligor", "obligee")
    return list(rows.order_by("serial").prefetch_related(Prefetch("performances", done)))


def _signatures(agreement: Agreement | None) -> list[Signature]:
    if agreement is None:
        return []
    rows = Signature.objects.unscoped(WHY).filter(agreement=agreement).select_related("party")
    return list(rows.order_by("party__serial"))
