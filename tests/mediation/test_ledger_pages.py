"""四零 on pages: each zero opens its own records, and they agree with the figure; the ledger is kept by hand."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from linli.mediation.four_zero import Zero, behind, spoiled
from linli.mediation.models import BuildingEvidence, BuildingKind, IllegalBuilding, IllegalBuildingLedger
from linli.people.models import Post
from tests.common.pictures import JPEG_WITH_A_PLACE, PLACE
from tests.mediation.rows import building, ledgers, standing
from tests.territory import Territory

CUTOFF = date(2024, 10, 30)


@pytest.fixture
def desk(
    territory: Territory, client: Client, standing_clock: datetime, settings: Any, tmp_path: Path
) -> Client:
    settings.MEDIA_ROOT = tmp_path
    settings.LINLI_HOME = tmp_path
    client.force_login(territory.account(Post.COMMUNITY_OFFICER, territory.community))
    return client


def test_the_records_behind_a_zero_agree_with_the_figure(
    territory: Territory, standing_clock: datetime
) -> None:
    ledgers(territory.district, 2022, 2023, 2024)
    building(territory)
    building(territory, 1, compensation_fen=5_000)
    building(territory, 2, petition_on=date(2024, 6, 30))
    building(territory, first_action_on=date(2024, 6, 19))
    standing(territory, found_on=date(2023, 5, 4), first_action_on=date(2023, 5, 5))
    standing(territory, 1, found_on=date(2022, 5, 4), first_action_on=date(2022, 5, 5),
        state="disposed", disposed_on=date(2023, 3, 1), disposal="by_owner")  # fmt: skip
    for area in (territory.district, *territory.streets, *territory.communities):
        missed = spoiled([2022, 2023, 2024], CUTOFF)
        for year in (2022, 2023, 2024):
            for zero in Zero:
                found = behind(zero, area, year, CUTOFF)
                assert found.held is (zero not in missed.get((area.pk, year), set())), (area, year, zero)
                assert found.spoiling <= {row.pk for row in found.rows}


def test_a_building_from_found_to_gone_by_hand(desk: Client, territory: Territory) -> None:
    ledgers(territory.community, 2024)
    estate = next(each for each in territory.estates if each.path.startswith(territory.community.path))
    said = {"estate": estate.code, "place": "3栋楼顶", "kind": "new", "area_m2": "12.5", "on": "2024-10-28"}
    new = reverse("mediation:building-new")
    for wrong, rule in (
        ({"place": ""}, "请填写位置"),
        ({"area_m2": "0"}, "面积"),
        ({"estate": "elsewhere"}, "小区"),
        ({"on": "2024-11-30"}, "日期在以后"),
    ):
        answer = desk.post(new, {**said, **wrong})
        assert answer.status_code == 409
        assert rule in answer.content.decode()
    assert not IllegalBuilding.everything.exists()
    photo = SimpleUploadedFile("楼顶.jpg", JPEG_WITH_A_PLACE, "image/jpeg")
    assert desk.post(new, {**said, "evidence": photo}).status_code == 302
    found = IllegalBuilding.everything.get()
    page = reverse("mediation:building", args=(found.ref,))
    assert "下一步：制止、处置" in desk.get(page).content.decode()
    piece = BuildingEvidence.everything.get()
    taken = desk.get(reverse("mediation:building-evidence", args=(found.ref, piece.ref)))
    assert PLACE not in b"".join(taken.streaming_content)  # type: ignore[attr-defined]

    def step(verb: str, **data: object) -> int:
        return desk.post(reverse("mediation:building-step", args=(found.ref, verb)), data).status_code

    assert step("dispose", disposal="by_owner", compensation="0", on="2024-10-29") == 409, "stopped first"
    assert step("stop", action="下达通知书", on="2024-10-27") == 409, "before it was found"
    assert step("stop", action="下达通知书", on="2024-10-29") == 302
    assert step("dispose", disposal="by_owner", compensation="200", on="2024-10-30") == 302
    assert step("petition", on="2024-10-30") == 302
    assert step("petition", on="2024-10-30") == 409
    assert step("nothing") == 404
    found.refresh_from_db()
    assert (found.state, found.compensation_fen) == ("disposed", 20_000)
    zeros = desk.get(reverse("mediation:zeros")).content.decode()
    assert zeros.count("没有做到，看记录") == 2
    sums = desk.get(reverse("mediation:zero-records", args=(2024, "compensation"))).content.decode()
    assert "补偿合计 200.00 元" in sums
    assert desk.get(reverse("mediation:zero-records", args=(1900, "stock"))).status_code == 404
    assert desk.get(reverse("mediation:zero-records", args=(2024, "nothing"))).status_code == 404


def test_a_ledger_is_opened_once_a_year_in_its_year(desk: Client, territory: Territory) -> None:
    new = reverse("mediation:ledger-new")
    for said, rule in (
        ({"year": "2023", "on": "2024-10-30"}, "2023 年的台账要在 2023 年内建立"),
        ({"year": "2024", "on": "2024-12-01"}, "日期在以后"),
    ):
        answer = desk.post(new, said)
        assert answer.status_code == 409
        assert rule in answer.content.decode()
    assert desk.post(new, {"year": "2024", "on": "2024-10-30"}).status_code == 302
    answer = desk.post(new, {"year": "2024", "on": "2024-10-30"})
    assert "已经建过" in answer.content.decode()
    assert IllegalBuildingLedger.everything.count() == 1
    assert desk.get(new, {"area": territory.communities[2].code}).status_code == 404


def test_a_building_elsewhere_does_not_exist(desk: Client, territory: Territory) -> None:
    far = next(each for each in territory.estates if not each.path.startswith(territory.streets[0].path))
    found = standing(territory, estate=far, kind=BuildingKind.EXISTING)
    assert desk.get(reverse("mediation:building", args=(found.ref,))).status_code == 404
    assert desk.post(reverse("mediation:building-step", args=(found.ref, "petition"))).status_code == 404
