"""The papers of a case (domain.md 4.3.3). For the case's team alone: the parties are named in them.

``papers_of(file, code)`` gives the papers of one document, as ``linli.mediation.required`` names it; the whole file and
the packet for the court are bound in ``linli.mediation.dossier``. Who prints telephone and address gathers the case
``openly`` and logs that look.
"""

from collections.abc import Callable, Mapping

from linli.common.clock import business_date
from linli.documents.paper import Paper
from linli.mediation.case_file import CaseFile
from linli.mediation.papers import binding, closing, court, opening, working
from linli.mediation.papers.kinds import KINDS
from linli.mediation.required import missing_of

__all__ = ["BUILDERS", "KINDS", "papers_of"]


def _confirmation(file: CaseFile) -> list[Paper]:
    return [
        *court.application(file),
        *court.property_proof(file),
        *court.addresses(file),
        *court.result(file),
    ]


BUILDERS: Mapping[str, Callable[[CaseFile], list[Paper]]] = {
    "cover": lambda file: [binding.cover(file, business_date())],
    "contents": lambda file: [binding.contents(file, [], {}, missing_of(file))],
    "application": opening.application,
    "registration": opening.registration,
    "declined": opening.declined,
    "rights": opening.rights,
    "identity": opening.identity,
    "authority": opening.authority,
    "inquiry": working.inquiry,
    "evidence": working.evidence,
    "panel": working.panel,
    "draw": working.draw,
    "record": working.record,
    "extension": opening.extension,
    "agreement": closing.agreement,
    "oral": closing.oral,
    "ended": opening.ended,
    "performance": closing.performance,
    "follow_up": closing.follow_up,
    "confirmation": _confirmation,
    "report": closing.report,
    "note": lambda file: binding.note(file, missing_of(file)),
    "back": lambda file: [binding.back(file)],
}
"""By the code of the document; several papers where there are several meetings, agents, visits."""


def papers_of(file: CaseFile, code: str) -> list[Paper]:
    """The papers of one document; none when nothing of its kind happened. KeyError for a code that is none."""
    return BUILDERS[code](file)
