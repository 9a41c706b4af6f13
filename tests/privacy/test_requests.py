"""Requests of the persons concerned: who answers, by when, what is done, what is refused and by which law."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.access.actor import NOBODY, SYSTEM, Actor, actor_for
from linli.audit.models import Act
from linli.inbox.models import Message
from linli.mediation.models import Category, ListingSource
from linli.mediation.services.roster import list_notable
from linli.people.erasing import ANONYMOUS
from linli.people.models import Account, Consent, Person, Post, Purpose
from linli.people.selectors import phone_of
from linli.people.services import give_consent
from linli.privacy import selectors
from linli.privacy.holdings import Subject
from linli.privacy.models import Reply, RightsKind, RightsRequest, RightsStep, Way
from linli.privacy.services import requests
from linli.stations.models import JobDesk, JobSeeker
from linli.workflow.machines import TransitionRefused
from linli.workflow.models import Deadline
from linli.workforce.models import Payroll, Worker
from tests.privacy.conftest import NUMBER
from tests.territory import BEGIN, Territory
from tests.workforce.constraint_names import all_names, error_of

pytestmark = pytest.mark.usefixtures("standing_clock")


def asked(person: Person, kind: RightsKind, **more: str) -> RightsRequest:
    return requests.ask(actor=NOBODY, owner=person, kind=kind, words="请办一下", **more)  # type: ignore[arg-type]


def accepted(actor: Actor, person: Person, kind: RightsKind, **more: str) -> RightsRequest:
    return requests.accept(actor=actor, matter=asked(person, kind, **more))


def test_a_request_runs_fifteen_workdays_and_ends_with_its_answer(
    territory: Territory, resident: Person, actor: Actor, standing_clock: datetime
) -> None:
    made = asked(resident, RightsKind.EXPLAIN)
    deadline = Deadline.everything.get()
    assert (deadline.amount, deadline.unit, deadline.area_id) == (15, "workday", territory.community.pk)
    requests.accept(actor=actor, matter=made)
    done = requests.finish(actor=actor, matter=made, answer="电话只用来通知停水。")
    assert (done.state, done.answer) == ("done", "电话只用来通知停水。")
    deadline.refresh_from_db()
    assert deadline.met_at is not None
    assert [step.verb for step in RightsStep.everything.order_by("pk")] == ["ask", "accept", "finish"]
    assert {"privacy.request.received", "privacy.request.accepted", "privacy.request.done"} <= set(
        Act.everything.values_list("code", flat=True)
    )
    assert "停水" not in str(list(Act.everything.values_list("data", flat=True)))


def test_the_same_question_twice_is_one(resident: Person) -> None:
    assert asked(resident, RightsKind.COPY).pk == asked(resident, RightsKind.COPY).pk


def test_a_correction_changes_the_name_and_the_number(resident: Person, actor: Actor) -> None:
    for correct, value in (("name", "王秀瑛"), ("phone", "13900002222")):
        made = accepted(actor, resident, RightsKind.CORRECT, correct=correct, value=value)
        requests.finish(actor=actor, matter=made, answer="")
    resident.refresh_from_db()
    assert (resident.name, phone_of(resident)) == ("王秀瑛", "13900002222")
    assert "王秀瑛" not in str(list(Act.everything.values_list("data", flat=True)))


def test_a_correction_without_the_right_value_is_not_done(resident: Person, actor: Actor) -> None:
    made = accepted(actor, resident, RightsKind.CORRECT, correct="name")
    with pytest.raises(ValidationError, match="正确的是什么"):
        requests.finish(actor=actor, matter=made, answer="")
    made.refresh_from_db()
    assert made.state == "accepted"


def test_deleting_a_person_nothing_else_needs_makes_them_nameless(resident: Person, actor: Actor) -> None:
    made = accepted(actor, resident, RightsKind.DELETE)
    requests.finish(actor=actor, matter=made, answer="")
    resident.refresh_from_db()
    assert (resident.name, resident.phone_hash) == (ANONYMOUS, "")


def paid(territory: Territory, person: Person) -> None:
    worker = Worker.everything.create(
        person=person,
        community=territory.community,
        employment="full_time",
        hired_through="open_recruitment",
        post="ordinary",
        level=1,
        level_since=BEGIN,
        seniority_from=BEGIN,
        hired_on=BEGIN,
        left_on=date(2021, 1, 1),
        left_reason="合同期满",
    )
    Payroll.everything.create(
        worker=worker,
        community=territory.community,
        month=date(2020, 12, 1),
        base_fen=300_000,
        gross_fen=300_000,
        paid_on=date(2020, 12, 25),
    )


def test_a_law_that_keeps_is_offered_as_the_reason_and_deleting_is_refused(
    territory: Territory, actor: Actor
) -> None:
    person = territory.person(name="王秀英")
    paid(territory, person)
    found = selectors.deletable(Subject(persons=(person,)))
    assert found.is_nothing
    assert [holding.code for holding, _, _ in found.stays] == ["workforce.payroll"]
    assert "《会计档案管理办法》" in found.law
    assert "30 年" in found.said
    made = accepted(actor, person, RightsKind.DELETE)
    with pytest.raises(ValidationError, match="一项也不能删"):
        requests.finish(actor=actor, matter=made, answer="删了")
    refused = requests.refuse(actor=actor, matter=made, answer=found.said, law=found.law)
    assert (refused.state, refused.refusal_law) == ("refused", found.law)
    person.refresh_from_db()
    assert person.name == "王秀英"


def test_what_rests_on_consent_goes_though_a_law_keeps_the_rest(
    territory: Territory, resident: Person, actor: Actor
) -> None:
    paid(territory, resident)
    made = accepted(actor, resident, RightsKind.DELETE)
    done = requests.finish(actor=actor, matter=made, answer="")
    resident.refresh_from_db()
    assert (resident.name, resident.phone_sealed) == ("王秀英", None)
    assert "留存电话用于联系" in done.answer
    assert "《会计档案管理办法》" in done.answer
    assert Consent.everything.get().valid_to == date(2024, 10, 30)


def test_a_seeker_s_registration_ends_with_the_consent_to_share_it(
    territory: Territory, resident: Person, actor: Actor
) -> None:
    desk = JobDesk.everything.create(community=territory.community, name="帮帮站", opened_on=BEGIN)
    seeker = JobSeeker.everything.create(
        desk=desk,
        person=resident,
        group="unemployed",
        skills="电工",
        registered_on=date(2024, 9, 1),
        valid_to=date(2025, 2, 28),
    )
    give_consent(
        actor=SYSTEM,
        person=resident,
        purpose=Purpose.SHARE_JOBS,
        text_version="2023-03",
        way="paper",
        day=BEGIN,
    )
    made = accepted(actor, resident, RightsKind.WITHDRAW, withdraws=Purpose.SHARE_JOBS)
    done = requests.finish(actor=actor, matter=made, answer="")
    assert "一并撤下" in done.answer
    assert Consent.everything.get(purpose=Purpose.SHARE_JOBS).valid_to == date(2024, 10, 30)
    seeker.refresh_from_db()
    assert (seeker.skills, seeker.valid_to) == ("", date(2024, 10, 30))


def test_a_notable_leaves_the_roster_with_the_consent(
    territory: Territory, resident: Person, actor: Actor
) -> None:
    notable = list_notable(
        actor=SYSTEM,
        person=resident,
        community=territory.community,
        category=Category.OTHER,
        source=ListingSource.SELF,
        listed_on=date(2024, 1, 1),
    )
    give_consent(
        actor=SYSTEM,
        person=resident,
        purpose=Purpose.NAMED_NOTABLE,
        text_version="2023-03",
        way="paper",
        day=BEGIN,
    )
    requests.withdraw_now(actor=NOBODY, owner=resident, what=Purpose.NAMED_NOTABLE)
    notable.refresh_from_db()
    assert (notable.left_on, notable.left_reason) == (date(2024, 10, 30), "resigned")


def test_a_refusal_says_why_and_by_which_law(resident: Person, actor: Actor) -> None:
    made = accepted(actor, resident, RightsKind.DELETE)
    for answer, law in (("不行", ""), ("", "《档案法》")):
        with pytest.raises(TransitionRefused, match="缺少"):
            requests.refuse(actor=actor, matter=made, answer=answer, law=law)


def test_another_area_s_worker_and_the_person_themselves_do_not_decide(
    territory: Territory, resident: Person, actor: Actor, worker: Account
) -> None:
    made = asked(resident, RightsKind.COPY)
    elsewhere = territory.actor(Post.COMMUNITY_OFFICER, territory.communities[1])
    with pytest.raises(PermissionDenied, match="不包括"):
        requests.accept(actor=elsewhere, matter=made)
    assert worker.person is not None
    own = asked(worker.person, RightsKind.COPY)
    with pytest.raises(PermissionDenied, match="本人的请求"):
        requests.accept(actor=actor, matter=own)
    lead = territory.actor(Post.NEIGHBOUR_LEAD, territory.neighbourhoods[0])
    assert not selectors.handled_by(lead).exists()
    with pytest.raises(PermissionDenied):
        requests.ask(actor=lead, owner=resident, kind=RightsKind.COPY, way=Way.COUNTER)


def test_a_message_goes_out_where_it_was_wished(
    resident: Person,
    actor: Actor,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: object,
) -> None:
    sent: list[tuple[str, str]] = []
    monkeypatch.setattr("linli.access.sms.send", lambda number, text: sent.append((number, text)))
    made = requests.ask(actor=NOBODY, owner=resident, kind=RightsKind.COPY, reply=Reply.SMS)
    requests.accept(actor=actor, matter=made)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture without a type
        requests.finish(actor=actor, matter=made, answer="打印好了，在窗口。")
    assert [number for number, _ in sent] == [NUMBER]
    assert "窗口" not in sent[0][1], "the answer itself stands behind the proof, not in a message"
    made.refresh_from_db()
    assert made.told_on is not None


def test_no_message_can_be_wished_without_a_number(territory: Territory) -> None:
    with pytest.raises(ValidationError, match="发不了短信"):
        requests.ask(actor=NOBODY, owner=territory.person(), kind=RightsKind.COPY, reply=Reply.SMS)


def test_a_number_written_down_at_the_counter_is_put_in_by_somebody_else(
    territory: Territory, resident: Person, actor: Actor
) -> None:
    made = requests.ask(
        actor=actor,
        owner=resident,
        kind=RightsKind.CORRECT,
        way=Way.COUNTER,
        correct="phone",
        value="13900002222",
    )
    requests.accept(actor=actor, matter=made)
    with pytest.raises(ValidationError, match="要由另一位同事"):
        requests.finish(actor=actor, matter=made, answer="好了")
    other = actor_for(territory.account(Post.COMMUNITY_OFFICER, territory.community))
    assert requests.finish(actor=other, matter=made, answer="核对过。").state == "done"
    resident.refresh_from_db()
    assert phone_of(resident) == "13900002222"


BROKEN: tuple[tuple[dict[str, object], str], ...] = (
    ({"kind": "sell"}, "kind_known"),
    ({"way": "dream"}, "way_known"),
    ({"reply": "loud"}, "reply_known"),
    ({"state": "lost", "decided_on": BEGIN}, "state_known"),
    ({"person": None}, "has_one_owner"),
    ({"household": 0}, "has_one_owner"),
    ({"state": "done"}, "decided_iff_over"),
    ({"decided_on": BEGIN}, "decided_iff_over"),
    ({"state": "done", "decided_on": BEGIN - timedelta(days=1)}, "decided_iff_over"),
    ({"state": "refused", "decided_on": BEGIN}, "refused_by_law"),
    ({"refusal_law": "《档案法》"}, "refused_by_law"),
    ({"kind": "withdraw"}, "withdraws_something"),
    ({"withdraws": "keep_phone"}, "withdraws_something"),
    ({"correct": "name"}, "value_is_a_correction"),
)


@pytest.mark.parametrize(("changed", "rule"), BROKEN, ids=range(len(BROKEN)))
def test_each_rule_of_the_table_holds(
    territory: Territory, resident: Person, changed: dict[str, object], rule: str
) -> None:
    if "household" in changed:
        changed = {"household": territory.household(0)}
    lawful = {"kind": "copy", "area": resident.area, "person": resident, "way": "online", "asked_on": BEGIN}
    RightsRequest.everything.create(**lawful)
    broken = error_of("privacy", f"rights_request_{rule}")
    with pytest.raises(IntegrityError, match=broken), transaction.atomic():
        RightsRequest.everything.create(**(lawful | changed))


def test_every_rule_of_the_table_is_broken_here() -> None:
    own = {name for name in all_names("privacy") if name.startswith("rights_request_")}
    assert own == {f"rights_request_{rule}" for _, rule in BROKEN}


def test_what_was_decided_stands_and_its_course_too(resident: Person, actor: Actor) -> None:
    made = accepted(actor, resident, RightsKind.COPY)
    requests.finish(actor=actor, matter=made, answer="好")
    for change in (
        {"kind": "delete"},
        {"state": "refused", "refusal_law": "x"},
        {"asked_on": date(2020, 1, 1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            RightsRequest.everything.filter(pk=made.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        RightsStep.everything.update(verb="refuse")
    with pytest.raises(IntegrityError), transaction.atomic():
        RightsStep.everything.all().delete()


# The pages of those who answer


def test_a_worker_takes_a_request_from_the_list_to_the_answer(
    resident: Person, desk: Client, django_assert_max_num_queries: object
) -> None:
    made = asked(resident, RightsKind.EXPLAIN)
    with django_assert_max_num_queries(25):  # type: ignore[operator]  # a fixture without a type
        page = desk.get(reverse("desk:rights")).content.decode()
    assert reverse("desk:right", args=(made.ref,)) in page
    assert "还有 15 个工作日" in page
    assert "王秀英" not in page
    detail = reverse("desk:right", args=(made.ref,))
    assert "接手这件请求" in desk.get(detail).content.decode()
    desk.post(reverse("desk:right-act", args=(made.ref, "accept")))
    page = desk.get(detail).content.decode()
    assert "照办并答复本人" in page
    assert "人员档案" in page
    assert "王秀英" not in page
    empty = desk.post(reverse("desk:right-act", args=(made.ref, "finish")), {"answer": ""})
    assert "请填写答复" in empty.content.decode()
    desk.post(reverse("desk:right-act", args=(made.ref, "finish")), {"answer": "说明白了"})
    assert "说明白了" in desk.get(detail).content.decode()
    assert desk.post(reverse("desk:right-act", args=(made.ref, "explode"))).status_code == 404
    again = desk.post(reverse("desk:right-act", args=(made.ref, "accept"))).content.decode()
    assert "不能接手" in again


def test_the_list_of_many_asks_no_more_than_that_of_one(
    territory: Territory, resident: Person, desk: Client
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            page = desk.get(reverse("desk:rights")).content.decode()
        assert page.count("还有 15 个工作日") == RightsRequest.everything.count()
        return len(found)

    asked(resident, RightsKind.EXPLAIN)
    queries()
    one = queries()
    for _ in range(5):
        asked(territory.person(), RightsKind.EXPLAIN)
    assert queries() == one


def test_the_page_of_a_deletion_says_what_goes_what_stays_and_offers_the_refusal(
    territory: Territory, desk: Client, actor: Actor
) -> None:
    person = territory.person()
    paid(territory, person)
    made = accepted(actor, person, RightsKind.DELETE)
    page = desk.get(reverse("desk:right", args=(made.ref,))).content.decode()
    assert "依法还要保存" in page
    assert "《会计档案管理办法》" in page
    assert "不予办理，告知理由" in page


def test_a_request_told_at_the_counter_is_written_down(resident: Person, desk: Client) -> None:
    found = desk.post(reverse("desk:right-new"), {"phone": NUMBER}).content.decode()
    address = reverse("desk:right-record", args=("person", resident.ref))
    assert address in found
    assert Act.everything.get(code="desk.person.looked_up").target_id == resident.pk
    assert "王**" in desk.get(address).content.decode()
    done = desk.post(
        address,
        {
            "kind": "withdraw",
            "withdraws": "keep_phone",
            "way": "counter",
            "reply": "paper",
            "words": "不留了",
        },
    )
    made = RightsRequest.everything.get()
    assert done.headers["Location"] == reverse("desk:right", args=(made.ref,))
    assert (made.way, made.provenance, made.reply) == ("counter", "on_behalf", "paper")


def test_an_answer_on_paper_is_marked_as_given(resident: Person, desk: Client, actor: Actor) -> None:
    made = requests.ask(actor=actor, owner=resident, kind=RightsKind.COPY, way=Way.COUNTER, reply=Reply.PAPER)
    requests.accept(actor=actor, matter=made)
    with pytest.raises(ValidationError):
        requests.told(actor=actor, matter=made)
    requests.finish(actor=actor, matter=made, answer="打印好了")
    desk.post(reverse("desk:right-act", args=(made.ref, "told")))
    made.refresh_from_db()
    assert made.told_on == date(2024, 10, 30)


def test_outside_the_area_nothing_is_there(territory: Territory, resident: Person) -> None:
    made = asked(resident, RightsKind.COPY)
    client = Client()
    client.force_login(territory.account(Post.COMMUNITY_OFFICER, territory.communities[1]))
    assert "没有要答复的请求" in client.get(reverse("desk:rights")).content.decode()
    assert client.get(reverse("desk:right", args=(made.ref,))).status_code == 404
    assert client.post(reverse("desk:right-act", args=(made.ref, "accept"))).status_code == 404
    assert client.get(reverse("desk:right-record", args=("person", resident.ref))).status_code == 404
    assert "没有用这个号码" in client.post(reverse("desk:right-new"), {"phone": NUMBER}).content.decode()
    lead = territory.account(Post.NEIGHBOUR_LEAD, territory.neighbourhoods[0])
    client.force_login(lead)
    assert client.get(reverse("desk:rights")).status_code == 404


def test_a_request_waits_on_the_first_page_of_who_answers(
    territory: Territory, resident: Person, desk: Client
) -> None:
    made = asked(resident, RightsKind.COPY)
    home = desk.get(reverse("desk:home")).content.decode()
    assert reverse("desk:right", args=(made.ref,)) in home
    lead = Client()
    lead.force_login(territory.account(Post.SECTION_LEAD, territory.sections[0]))
    assert "答复个人信息请求" not in lead.get(reverse("desk:home")).content.decode()


def test_those_who_answer_are_told_and_so_is_a_colleague_who_asked(
    resident: Person, actor: Actor, worker: Account, territory: Territory
) -> None:
    made = asked(resident, RightsKind.COPY)
    assert Message.everything.get(kind="privacy.asked").account == worker
    secretary = actor_for(territory.account(Post.COMMUNITY_SECRETARY, territory.community))
    assert worker.person is not None
    own = asked(worker.person, RightsKind.COPY)
    assert set(Message.everything.filter(kind="privacy.asked", target_id=own.pk).values_list("account")) == {
        (secretary.account_id,)
    }
    requests.finish(actor=secretary, matter=requests.accept(actor=secretary, matter=own), answer="看我的信息")
    assert Message.everything.get(kind="privacy.answered").account == worker
    requests.accept(actor=actor, matter=made)


def test_a_person_s_page_leads_to_writing_down_their_request(resident: Person, desk: Client) -> None:
    page = desk.get(reverse("desk:person", args=(resident.ref,))).content.decode()
    assert reverse("desk:right-record", args=("person", resident.ref)) in page
