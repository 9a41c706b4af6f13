"""A case's whole file, and its packet for the court, taken along: for the team alone, with purpose and watermark."""

from collections.abc import Callable
from typing import IO

from linli.access.actor import Actor
from linli.common.clock import business_date
from linli.disclosure.making import Maker, Parameters, Wanted
from linli.mediation.case_file import gather
from linli.mediation.dossier import Printed, confirmation_packet, dossier, why_no_packet
from linli.mediation.models import DisputeCase
from linli.mediation.policies import SEE_MEDIATION
from linli.mediation.required import standing
from linli.mediation.selectors import contacts_open, in_team

DOSSIER, PACKET = "mediation.dossier", "mediation.packet"
ENDINGS = ("pdf", "zip")
IN_PACKET = ("司法确认申请书", "人民调解协议书", "身份证明", "财产权利证明", "送达地址和联系电话确认书")
Make = Callable[[str], Printed]


def _case(actor: Actor, parameters: Parameters, ending: str) -> DisputeCase:
    rows = DisputeCase.objects.visible_to(actor).select_related("community")
    case = rows.filter(ref=parameters["case"]).first()
    if case is None or ending not in ENDINGS or not in_team(actor, case):
        raise LookupError(parameters["case"])
    return case


def _wanted(
    case: DisputeCase, title: str, papers: tuple[str, ...], ending: str, *, openly: bool, make: Make
) -> Wanted:
    def write(watermark: str, stream: IO[bytes]) -> int:
        made = make(watermark)
        stream.write(made.pdf if ending == "pdf" else made.zip)
        return len(made.entries)

    return Wanted(
        title=title,
        area=case.community,
        headings=papers,
        personal=("当事人姓名", "电话和住址") if openly else ("当事人姓名",),
        filters="一个案件，给办案人员",
        rows=len(papers),
        ending=ending,
        write=write,
        parameters={"case": case.ref},
    )


def whole_file(actor: Actor, parameters: Parameters, ending: str) -> Wanted:
    """The complete file; telephone and address in it only while the actor's look at them runs."""
    case = _case(actor, parameters, ending)
    openly = contacts_open(actor, case) is not None
    names = tuple(each.document.name for each in standing(gather(case)) if each.due)

    def make(watermark: str) -> Printed:
        return dossier(case, openly=openly, on=business_date(), watermark=watermark)

    return _wanted(case, f"人民调解卷宗{case.number}", names, ending, openly=openly, make=make)


def packet(actor: Actor, parameters: Parameters, ending: str) -> Wanted:
    """What the court asks for. It must reach the parties: while the actor's look at how they are reached runs."""
    case = _case(actor, parameters, ending)
    file = gather(case)
    kept = any(each.phone_kept or each.address_kept for each in file.contacts.values())
    if why_no_packet(case, file.agreement) or (kept and contacts_open(actor, case) is None):
        raise LookupError(case.ref)

    def make(watermark: str) -> Printed:
        return confirmation_packet(case, watermark=watermark)

    title = f"司法确认材料{file.agreement_number}"
    return _wanted(case, title, IN_PACKET, ending, openly=True, make=make)


MAKERS = (
    Maker(kind=DOSSIER, capability=SEE_MEDIATION, wanted=whole_file, second_person=False),
    Maker(kind=PACKET, capability=SEE_MEDIATION, wanted=packet, second_person=False),
)
"""One case at a time, by those who work on it: no second person is asked."""
