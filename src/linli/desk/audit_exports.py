"""The log as a file, for its keeper: it names persons, so it is taken for a purpose; a second person is not asked."""

from collections.abc import Mapping
from typing import IO, Any

from linli.access.actor import Actor
from linli.access.policies import READ_LOG
from linli.audit.models import Act
from linli.desk import audit_pages as pages
from linli.desk.audit_filters import narrow
from linli.disclosure.making import Maker, Wanted
from linli.exchange import sheets

KIND = "audit.log"
PERSONAL = ("谁", "内容")


def wanted(actor: Actor, parameters: Mapping[str, Any], ending: str) -> Wanted:
    """``parameters``: the query of the page. What was sought (a person's name) is kept nowhere.

    Raises LookupError for who does not hold the log.
    """
    if not actor.may(READ_LOG) or ending != "csv":
        raise LookupError(KIND)
    narrowed = narrow(Act.objects.visible_to(actor), parameters.get("query", {}))
    newest = narrowed.rows.order_by("-pk").values_list("pk", flat=True).first()
    rows = narrowed.rows.filter(pk__lte=newest or 0)  # what is on record is what is in the file

    def write(watermark: str, stream: IO[bytes]) -> int:
        return sheets.written(ending, pages.exported(rows, watermark), stream)

    told = [f"{each.label} {dict(each.options)[each.chosen]}" for each in narrowed.selects if each.chosen]
    told += ["按人或记录查找"] if narrowed.sought else []
    days = (("自", narrowed.since), ("至", narrowed.until))
    told += [f"{label} {day}" for label, day in days if day]
    return Wanted(
        title="留痕",
        area=None,
        headings=tuple(each.label for each in pages.HEADINGS),
        personal=PERSONAL,
        filters="，".join(told) or "没有筛选",
        rows=rows.count(),
        ending=ending,
        write=write,
    )


MAKER = Maker(kind=KIND, capability=READ_LOG, wanted=wanted, second_person=False)
