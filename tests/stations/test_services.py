"""Stations, desks, classes and referrals through the services: what passes, what is refused in which words."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from linli.access.actor import SYSTEM
from linli.audit.models import Act
from linli.indicators.period import Period
from linli.orgs.models import OrganisationKind
from linli.people.models import Post
from linli.stations.models import (
    ConsultationTopic,
    ConsultationWay,
    Honour,
    Host,
    JobDesk,
    SeekerGroup,
    StandardKind,
    Station,
    Trade,
    Trainee,
    Vacancy,
    WorkKind,
)
from linli.stations.selectors import (
    consulted_within,
    honours_on,
    in_use_on,
    placed_within,
    six_have_on,
    trained_within,
)
from linli.stations.services import jobs, stations, training
from linli.workflow.machines import TransitionRefused
from tests.stations import rows
from tests.territory import Territory

DAY = date(2024, 6, 3)
YEAR = Period(date(2024, 1, 1), date(2024, 10, 30))


@pytest.fixture
def station(territory: Territory) -> Station:
    planned = stations.plan_station(
        actor=SYSTEM,
        code="YZ1",
        name="测试驿站",
        community=territory.community,
        address="测试路 1 号",
        host=Host.COMMUNITY,
        is_new_build=True,
    )
    stations.build_station(actor=SYSTEM, station=planned)
    return stations.open_station(actor=SYSTEM, station=planned, opened_on=date(2024, 3, 1))


@pytest.fixture
def desk(territory: Territory) -> JobDesk:
    return jobs.open_desk(
        actor=SYSTEM, community=territory.community, name="测试帮帮站", opened_on=date(2024, 1, 2)
    )


def test_a_station_opens_pauses_and_closes(station: Station) -> None:
    assert not in_use_on(date(2024, 2, 29)).exists()
    stations.pause_station(actor=SYSTEM, station=station, from_day=date(2024, 5, 1), reason="整修")
    stations.resume_station(actor=SYSTEM, station=station, to_day=date(2024, 5, 10))
    stations.close_station(actor=SYSTEM, station=station, closed_on=date(2024, 9, 1), reason="搬迁")
    used = [in_use_on(date(2024, *day)).exists() for day in ((4, 30), (5, 1), (5, 9), (5, 10), (9, 1))]
    assert used == [True, False, False, True, False]
    with pytest.raises(TransitionRefused, match="停用"):
        stations.pause_station(actor=SYSTEM, station=station, from_day=DAY, reason="整修")


def test_a_check_supersedes_the_one_before(territory: Territory, station: Station) -> None:
    rows.standard(territory)
    six = StandardKind.SIX_HAVE

    def check(day: date, *results: bool) -> None:
        stations.check_station(actor=SYSTEM, station=station, kind=six, checked_on=day, results=results)

    check(date(2024, 4, 1), True, True, True, True, True, False)
    check(DAY, True, True, True, True, True, True)
    assert (six_have_on(date(2024, 6, 2)).count(), six_have_on(DAY).count()) == (0, 1)
    with pytest.raises(ValidationError, match="更晚"):
        check(DAY, True, True, True, True, True, True)
    with pytest.raises(ValidationError, match="6 条"):
        check(date(2024, 7, 1), True)
    told = Act.everything.filter(code="stations.station.checked").last()
    assert told is not None
    assert told.data["met"] == 6


def test_no_check_without_a_standard_in_force(station: Station) -> None:
    with pytest.raises(ValidationError, match="十个一"):
        stations.check_station(
            actor=SYSTEM, station=station, kind=StandardKind.TEN_ONE, checked_on=DAY, results=[True] * 10
        )


def test_a_title_is_given_once_and_taken_back(station: Station) -> None:
    def award() -> None:
        stations.award_honour(
            actor=SYSTEM, station=station, kind=Honour.MUNICIPAL, awarded_on=DAY, awarded_by="市总工会"
        )

    award()
    with pytest.raises(ValidationError, match="已有这个称号"):
        award()
    held = honours_on(DAY).get()
    stations.revoke_honour(actor=SYSTEM, honour=held, revoked_on=date(2024, 7, 1))
    assert not honours_on(date(2024, 7, 1)).exists()
    with pytest.raises(ValidationError, match="已在"):
        stations.revoke_honour(actor=SYSTEM, honour=held, revoked_on=date(2024, 8, 1))


def test_others_keep_their_own_stations(territory: Territory) -> None:
    with pytest.raises(PermissionDenied, match="您的任职不包括"):
        jobs.open_desk(
            actor=territory.actor(Post.COMMUNITY_OFFICER, territory.communities[1]),
            community=territory.community,
            name="帮帮站",
            opened_on=DAY,
        )


def test_a_consultation_may_stay_unnamed(desk: JobDesk) -> None:
    def ask(day: date) -> None:
        jobs.hold_consultation(
            actor=SYSTEM,
            desk=desk,
            held_on=day,
            topic=ConsultationTopic.POLICY,
            way=ConsultationWay.PHONE,
        )

    ask(DAY)
    assert consulted_within(YEAR).get().seeker is None
    with pytest.raises(ValidationError, match="没有开放"):
        ask(date(2024, 1, 1))


def test_a_class_is_joined_completed_and_left(territory: Territory, desk: JobDesk) -> None:
    course = training.open_training(
        actor=SYSTEM,
        desk=desk,
        trade=Trade.CARE,
        title="护理班",
        partner="测试学校",
        hours=40,
        seats=2,
        days=(DAY, date(2024, 6, 10)),
    )

    def join() -> Trainee:
        return training.enrol(
            actor=SYSTEM, training=course, person=territory.person(), enrolled_on=date(2024, 5, 30)
        )

    first, second = join(), join()
    with pytest.raises(ValidationError, match="名额已满"):
        join()
    training.drop_out(actor=SYSTEM, trainee=second, dropped_on=date(2024, 6, 4))
    with pytest.raises(ValidationError, match="还没有开"):
        training.complete(actor=SYSTEM, trainee=first, completed_on=date(2024, 6, 2))
    training.complete(actor=SYSTEM, trainee=first, completed_on=date(2024, 6, 10))
    assert trained_within(YEAR).count() == 1
    with pytest.raises(ValidationError, match="已经退出或学完"):
        training.complete(actor=SYSTEM, trainee=second, completed_on=date(2024, 6, 10))


@pytest.fixture
def offered(territory: Territory) -> Vacancy:
    firm = jobs.verify_employer(
        actor=SYSTEM,
        organisation=territory.organisation(kind=OrganisationKind.ENTERPRISE),
        credit_code="91110000600037341L",
        verified_on=DAY,
    )
    return jobs.submit_vacancy(
        actor=SYSTEM,
        employer=firm,
        area=territory.community,
        title="家政服务员",
        kind=WorkKind.FULL_TIME,
        headcount=2,
        pay_fen=(350_000, 500_000),
        place="测试路",
        submitted_on=DAY,
        expires_on=date(2024, 8, 1),
    )


def test_a_placement_counts_when_work_begins(territory: Territory, desk: JobDesk, offered: Vacancy) -> None:
    seeker = jobs.register_seeker(
        actor=SYSTEM,
        desk=desk,
        person=territory.person(),
        group=SeekerGroup.UNEMPLOYED,
        registered_on=DAY,
    )
    assert (seeker.valid_to - DAY).days == 180
    with pytest.raises(ValidationError, match="没有发布"):
        jobs.refer(actor=SYSTEM, desk=desk, seeker=seeker, vacancy=offered, made_on=DAY)
    jobs.publish_vacancy(actor=SYSTEM, vacancy=offered, published_on=DAY)
    with pytest.raises(ValidationError, match="有效期"):
        jobs.refer(actor=SYSTEM, desk=desk, seeker=seeker, vacancy=offered, made_on=date(2024, 6, 2))
    sent = jobs.refer(actor=SYSTEM, desk=desk, seeker=seeker, vacancy=offered, made_on=DAY)
    jobs.interview(actor=SYSTEM, referral=sent, interviewed_on=date(2024, 6, 5))
    jobs.hire(actor=SYSTEM, referral=sent)
    assert not placed_within(YEAR).exists()
    jobs.start_work(actor=SYSTEM, referral=sent, started_on=date(2024, 6, 11))
    assert placed_within(YEAR).get() == sent
    with pytest.raises(TransitionRefused):
        jobs.reject(actor=SYSTEM, referral=sent)


def test_a_vacancy_that_discriminates_is_not_published(offered: Vacancy) -> None:
    offered.need = "限男，有健康证"
    offered.save()
    with pytest.raises(ValidationError, match="《就业促进法》"):
        jobs.publish_vacancy(actor=SYSTEM, vacancy=offered, published_on=DAY)


def test_a_wrong_credit_code_is_refused(territory: Territory) -> None:
    with pytest.raises(ValidationError, match="统一社会信用代码"):
        jobs.verify_employer(
            actor=SYSTEM,
            organisation=territory.organisation(kind=OrganisationKind.ENTERPRISE),
            credit_code="91110000600037341M",
            verified_on=DAY,
        )
