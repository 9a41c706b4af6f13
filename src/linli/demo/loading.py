"""Building the demo district: one transaction, in the order in which rooms stand on one another."""

import csv
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction

from linli.access.actor import SYSTEM
from linli.audit import log
from linli.common.bulk import BulkWriter
from linli.common.clock import stand_at
from linli.common.models import Provenance
from linli.common.quality import Severity, all_checks
from linli.common.world import World
from linli.demo.accounts import demo_actor, open_demo_accounts
from linli.demo.builders import BUILDERS
from linli.demo.in_hand import put_in_hand
from linli.grid.demo import build_going_on
from linli.orgs import demo as territory
from linli.orgs.models import Area
from linli.people import demo as people
from linli.people.crypto import ensure_key
from linli.reports import demo as reports

DATA = Path(__file__).resolve().parent / "data"
NOON = datetime(2024, 10, 30, 4, 0, tzinfo=UTC)
"""2024-10-30 12:00 in Yueyang."""

Tell = Callable[[str], None]
STEPS = 2 + len(BUILDERS) + 6
"""How often a load tells what it does."""


class NotEmpty(RuntimeError):
    """The database already holds a district."""


class Unsound(RuntimeError):
    """The demo broke one of the checks; nothing was kept."""


def units() -> list[tuple[str, str]]:
    """The district's 20 streets, towns and offices: code and name."""
    with (DATA / "places.csv").open(encoding="utf-8", newline="") as file:
        return [(row["code"], row["name"]) for row in csv.DictReader(file)]


def is_empty() -> bool:
    """No territory yet; perhaps not even tables."""
    if Area._meta.db_table not in connection.introspection.table_names():
        return True
    return not Area.objects.unscoped("whether a district is there at all").exists()


def load(size: str = "full", tell: Tell = lambda _: None, *, with_reports: bool = True) -> World:
    """Build it all or nothing. Raises NotEmpty, Unsound. ``with_reports``: written and signed ones as well."""
    with transaction.atomic():
        if not is_empty():
            raise NotEmpty
        ensure_key()
        writer = BulkWriter(provenance=Provenance.DEMO, recorded_at=NOON)
        world = World(writer=writer, size=size, tell=tell, units=units())
        tell("地区与组织")
        territory.build(world)
        people.start(world)
        tell("户与三长")
        people.build(world)
        for label, build in BUILDERS:
            tell(label)
            build(world)
        tell("人员")
        people.finish(world)
        world.writer.finish()
        stand_at(NOON)
        open_demo_accounts()
        tell("时限与经办")
        put_in_hand()
        tell("三长和通知的近况")
        build_going_on(world)
        world.writer.finish()  # again: what was written since has taken numbers as well
        if with_reports:
            tell("工作报告")
            area = Area.objects.unscoped("the demo's own").get(code=world.district.code)
            reports.build(area=area, writer=demo_actor("quwei"), signer=demo_actor("zuzhibu"))
        log.record(
            actor=SYSTEM,
            code="demo.district.loaded",
            data={"rows": sum(world.writer.written.values()), "digest": world.writer.digest, "size": size},
        )
        tell("查找索引")
        call_command("search_index", if_empty=True)  # by name: the desk stands beside this room
        tell("检查")
        _prove(all_checks_failing())
    return world


def all_checks_failing() -> list[str]:
    """Questions the finished district answers with yes, though it must not."""
    found = []
    for check in all_checks():
        if check.severity is Severity.ERROR:
            first = next(iter(check.find()), None)
            if first is not None:
                found.append(f"{check.question} {first}")
    return found


def _prove(failing: Iterable[str]) -> None:
    connection.check_constraints()
    lines = list(failing)
    if lines:
        raise Unsound("\n".join(lines))
