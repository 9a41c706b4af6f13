"""What is being worked on in the demo: clocks run on what is open, as the services would have started them, and the
matters of the places of demo accounts are in somebody's hand.

Written after the accounts are there, in one go; each row says the same in every run.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Model

from linli.common.clock import business_date
from linli.facilities.models import PremisesProject
from linli.facilities.states import ACCEPTED as INSPECTED
from linli.facilities.states import APPROVED, BUILT, FUNDED, STARTED
from linli.mediation.clocks import CASE_REVIEW
from linli.mediation.models import UNCONFIRMABLE, Agreement, DisputeCase, Form
from linli.mediation.services.agreements import CONFIRM
from linli.mediation.services.cases import SETTLE
from linli.mediation.states import ACCEPTED, IN_MEDIATION
from linli.mediation.states import REGISTERED as UNDER_REVIEW
from linli.orgs.kinds import Kind
from linli.orgs.models import Area
from linli.orgs.selectors import in_force
from linli.people.models import Account, Appointment, Person, Post
from linli.study.clocks import FEED_BACK, PLAN, VERIFY, rectify_clock
from linli.study.models import Finding, Severity
from linli.study.states import EXTENDED, FED_BACK, RECTIFYING, REGISTERED, TO_VERIFY
from linli.workflow.assigning import build_assignment
from linli.workflow.calendar import SHANGHAI
from linli.workflow.clocks import ClockRule
from linli.workflow.models import Assignment, Deadline, Extension
from linli.workflow.selectors import clocks_on, read_calendar
from linli.workflow.services import build_deadline

WHY = "the demo is being built"
BUSY = ("quwei", "wulipai", "qijialing", "gaoshanpo", "qijia")
"""Accounts that have matters in hand: the district's, two streets', two communities'."""
UNDER_WAY = (APPROVED, FUNDED, STARTED, BUILT, INSPECTED)
AT_THE_DISTRICT, AT_A_STREET = 6, 8
"""How many matters of a kind are in the hands of one of these; the rest waits for whoever takes it up."""


def put_in_hand() -> None:
    """Deadlines of open findings and cases, and who has them."""
    cases = list(_open_cases())
    findings = list(_open_findings())
    _deadlines(cases, findings)
    _assignments(cases, findings)


def _open_cases() -> Any:
    rows = DisputeCase.objects.unscoped(WHY).filter(stage__in=(UNDER_REVIEW, ACCEPTED, *IN_MEDIATION))
    return rows.select_related("community").order_by("pk")


def _open_findings() -> Any:
    states = (REGISTERED, FED_BACK, RECTIFYING, EXTENDED, TO_VERIFY)
    rows = Finding.objects.unscoped(WHY).filter(state__in=states)
    return rows.select_related("unit__organisation__area").order_by("pk")


def _clocks_of(finding: Finding) -> Iterator[tuple[ClockRule, date | None]]:
    """Which clocks run on a finding in its state, and since when (``linli.study.services.findings``)."""
    if finding.state == REGISTERED:
        yield FEED_BACK, finding.found_on
    elif finding.state == TO_VERIFY:
        yield VERIFY, finding.rectified_on
    else:
        if finding.state == FED_BACK:
            yield PLAN, finding.fed_back_on
        yield rectify_clock(Severity(finding.severity)), finding.fed_back_on


def _deadlines(cases: list[DisputeCase], findings: list[Finding]) -> None:
    calendar, rules = read_calendar(), clocks_on(business_date())
    made: list[Deadline] = []

    def start(target: Model, code: str, area: Area, day: date | None) -> None:
        if day is not None:
            made.append(
                build_deadline(target=target, rule=rules[code], area=area, started=day, calendar=calendar)
            )

    for case in cases:
        if case.accepted_on is None:
            start(case, CASE_REVIEW.code, case.community, case.registered_on)
        else:
            start(case, SETTLE, case.community, case.accepted_on)
    for finding in findings:
        for rule, day in _clocks_of(finding):
            start(finding, rule.code, finding.unit.organisation.area, day)
    for agreement in _for_the_court():
        start(agreement, CONFIRM, agreement.case.community, agreement.effective_on)
    Deadline.everything.bulk_create(made)
    _extend(findings)


def _for_the_court() -> Any:
    """Written agreements the court may still be asked to confirm."""
    rows = Agreement.objects.unscoped(WHY).filter(
        form=Form.WRITTEN, effective_on__gt=business_date() - timedelta(days=30), confirmation__isnull=True
    )
    rows = rows.exclude(case__special__in=UNCONFIRMABLE).select_related("case__community")
    return rows.defer("case__community__boundary").order_by("pk")


def _extend(findings: list[Finding]) -> None:
    for finding in findings:
        if finding.state == EXTENDED and finding.extended_to is not None and finding.due_on is not None:
            running = Deadline.objects.unscoped(WHY).get(target_type="study.finding", target_id=finding.pk)
            later = datetime.combine(finding.extended_to, time(17, 30), SHANGHAI)
            before = running.due_at
            if before is None or later <= before:
                continue
            Extension.everything.create(
                deadline=running,
                reason=finding.extension_reason,
                granted_at=datetime.combine(finding.due_on, time(12), SHANGHAI),
                due_before=before,
                new_due_at=later,
            )
            running.due_at = later
            running.save(update_fields=["due_at"])


# Who has them


def _assignments(cases: list[DisputeCase], findings: list[Finding]) -> None:
    made: list[Assignment] = []

    def give(target: Model, area: Area, holder: Person, day: date, why: str) -> None:
        since = datetime.combine(day, time(9), SHANGHAI)
        made.append(build_assignment(target=target, area=area, holder=holder, since=since, why=why))

    accounts = {
        account.username: account.person
        for account in Account.objects.filter(username__in=BUSY).select_related("person")
        if account.person is not None
    }
    homes = {name: _place(person) for name, person in accounts.items()}
    by_community = {homes[name].pk: accounts[name] for name in BUSY if homes[name].kind == Kind.COMMUNITY}
    officers = _officers()
    for n, case in enumerate(cases):
        holder = by_community.get(case.community_id) or (officers.get(case.community_id) if n % 2 else None)
        if holder is not None:
            give(case, case.community, holder, case.accepted_on or case.registered_on, "社区分办")
    for name in ("wulipai", "qijialing", "quwei"):
        path, most = homes[name].path, AT_THE_DISTRICT if name == "quwei" else AT_A_STREET
        taken = {(row.target_type, row.target_id) for row in made}
        if name != "quwei":
            free = [c for c in cases if ("mediation.disputecase", c.pk) not in taken]
            for case in [c for c in free if c.community.path.startswith(path)][:3]:
                give(case, case.community, accounts[name], case.accepted_on or case.registered_on, "街道督办")
            for project in _projects(homes[name])[:2]:
                give(project, project.community, accounts[name], date(2024, 9, 2), "街道跟进建设进度")
        within = [
            each
            for each in findings
            if each.unit.organisation.area.path.startswith(path) and ("study.finding", each.pk) not in taken
        ]
        for finding in within[:most]:
            area = finding.unit.organisation.area
            give(finding, area, accounts[name], finding.fed_back_on or finding.found_on, "联系指导组跟进整改")
    Assignment.everything.bulk_create(made)


def _place(person: Person) -> Area:
    held = Appointment.objects.unscoped(WHY).filter(in_force(business_date()), person=person)
    return held.select_related("area").order_by("pk")[0].area


def _officers() -> dict[int, Person]:
    """The first officer of each community."""
    rows = Appointment.objects.unscoped(WHY).filter(in_force(business_date()), post=Post.COMMUNITY_OFFICER)
    return {row.area_id: row.person for row in rows.select_related("person").order_by("-pk")}


def _projects(street: Area) -> list[PremisesProject]:
    rows = PremisesProject.objects.unscoped(WHY).filter(
        state__in=UNDER_WAY, community__path__under=street.path
    )
    return list(rows.select_related("community").order_by("pk"))
