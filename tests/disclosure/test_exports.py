"""Every export goes one way: purpose, watermark, digest, columns and subjects on record."""

import hashlib
import io
from zipfile import ZipFile

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.audit.models import Act
from linli.desk.models import SavedView
from linli.disclosure.models import Export, ExportSubject
from linli.disclosure.selectors import LookKind, looks_at
from linli.exchange.xlsx import EPOCH
from linli.orgs.models import Area
from linli.people.models import Account, Appointment, Household, Post
from tests.disclosure.conftest import NUMBER, signed_in
from tests.disclosure.files import HOUSEHOLDS, WORK, figure, file_of, register, rows_of
from tests.exchange.test_tables import sheet
from tests.territory import Territory

# --- one person ---------------------------------------------------------------------------------------------


def test_a_personal_file_asks_for_what_first(client: Client, household: Household) -> None:
    for address in (register(), figure()):
        page = client.get(address)
        assert page.status_code == 200
        assert "为了什么" in page.content.decode()
        assert page.content.decode().count("btn-primary") == 1
        for wrong in ({}, {"purpose": "fun"}, {"purpose": "other", "words": " "}):
            refused = client.post(address, {"words": "十月台账", **wrong})
            assert not refused.streaming
            assert 'role="alert"' in refused.content.decode()
    assert not Export.everything.exists()
    assert not Act.everything.filter(code="disclosure.export.made").exists()


def test_who_when_what_columns_and_for_what_are_on_record(
    client: Client, street: Account, household: Household
) -> None:
    content = file_of(client, register())
    export = Export.everything.get()
    assert (export.account_id, export.state, export.rows, export.purpose) == (street.pk, "taken", 1, "work")
    assert export.personal == ["门牌"]
    assert export.fields == ["楼栋", "门牌", "邻", "微网格", "自"]
    assert export.digest == hashlib.sha256(content).hexdigest()
    act = Act.everything.get(code="disclosure.export.made")
    assert (act.actor_id, act.is_look, act.target_id) == (street.pk, True, export.pk)
    assert act.data["digest"] == export.digest
    assert act.data["fields"] == "楼栋、门牌、邻、微网格、自"
    assert act.data["count"] == 1
    assert "街道" in act.data["post"]


@pytest.mark.parametrize("address", [register(), figure()])
def test_the_watermark_stands_below_a_csv(
    client: Client, street: Account, lead: Account, household: Household, address: str
) -> None:
    rows = rows_of(file_of(client, address))
    assert len(rows) == 3
    (mark,) = rows[-1]
    export = Export.everything.get()
    assert street.person is not None
    for part in (
        f"导出人 {street.person.name}（{street.username}）",
        "任职 岳阳楼街道·街道（乡镇、管理处）工作人员",
        f"时间 {timezone.localtime(export.made_at):%Y-%m-%d %H:%M}",
        f"编号 {export.ref}",
        "用途 本地区日常工作台账：更新十月台账",
    ):
        assert part in mark


@pytest.mark.parametrize("address", [register(ending="xlsx"), figure(ending="xlsx")])
def test_the_watermark_stands_in_the_sheet_and_on_printed_pages_and_values_keep_their_type(
    client: Client, lead: Account, household: Household, address: str
) -> None:
    content = file_of(client, address)
    export = Export.everything.get()
    cells = sheet(io.BytesIO(content))
    assert any(f"编号 {export.ref}" in text for name, (_, text) in cells.items() if name.startswith("A"))
    day = cells[max((name for name in cells if name.startswith("E")), key=lambda name: int(name[1:]))]
    assert day == (None, str((household.valid_from - EPOCH).days))
    with ZipFile(io.BytesIO(content)) as sheets:
        xml = sheets.read("xl/worksheets/sheet1.xml").decode()
    footer = xml[xml.index("<oddFooter>") : xml.index("</oddFooter>")]
    assert f"编号 {export.ref}" in footer


def test_what_is_not_personal_needs_no_purpose_and_has_its_mark_all_the_same(
    client: Client, territory: Territory
) -> None:
    territory.organisation()
    response = client.get(register("organisation"))
    assert response.streaming
    rows = rows_of(b"".join(response.streaming_content))  # type: ignore[attr-defined]
    assert "编号" in rows[-1][0]
    assert Export.everything.get().purpose == ""


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_nothing_stands_in_clear_in_any_file(
    territory: Territory, lead: Account, household: Household, ending: str
) -> None:
    """Not even for somebody who is a lead there as well: the file of an office is masked."""
    account = territory.account(Post.STREET_OFFICER, territory.streets[0])
    both = signed_in(account)
    _also_leads(account, territory.groups[0])
    for slug in ("household", HOUSEHOLDS, "appointment", "lead"):
        content = file_of(both, register(slug, ending))
        text = content.decode("utf-8-sig") if ending == "csv" else _shared(content)
        for value in ("刘桂兰", "王小明", "0401室", NUMBER, "13987650011"):
            assert value not in text, slug


def _also_leads(account: Account, area: Area) -> None:
    assert account.person is not None
    Appointment.everything.create(
        person=account.person, post=Post.GROUP_LEAD, area=area, valid_from=area.valid_from, basis="测试"
    )


def _shared(content: bytes) -> str:
    with ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


def test_a_formula_in_a_record_is_text_in_the_file(client: Client, household: Household) -> None:
    Household.everything.filter(pk=household.pk).update(door="=HYPERLINK(1)")
    assert rows_of(file_of(client, register("household")))[1][1] == "'=HYPERLINK(1)"


def test_the_filters_in_force_narrow_the_file_and_are_told(
    territory: Territory, client: Client, household: Household
) -> None:
    office = territory.organisation()
    territory.organisation(territory.communities[1])
    query = f"?area={office.area.code}"
    response = client.get(register("organisation", query=query))
    assert len(rows_of(b"".join(response.streaming_content))) == 3  # type: ignore[attr-defined]
    export = Export.everything.get()
    assert export.filters == f"地区 {office.area.name}"
    assert export.area_id == office.area_id


def test_what_was_sought_stands_neither_in_the_log_nor_in_the_file(
    territory: Territory, client: Client
) -> None:
    """Somebody may type a name where only words of records are sought; a number is not even taken."""
    territory.organisation()
    for sought, told in (("王秀英", "按文字查找"), ("13812342046", "没有筛选")):
        query = f"?q={sought}"
        response = client.get(register("organisation", query=query))
        content = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
        export = Export.everything.latest("pk")
        act = Act.everything.get(code="disclosure.export.made", target_id=export.pk)
        assert export.filters == told
        assert sought not in content + str(act.data) + export.title
    assert "13812342046" not in str(Export.everything.latest("pk").parameters)


def test_no_view_is_kept_by_a_person_s_number(client: Client) -> None:
    address = reverse("desk:save-view", args=("organisation",))
    client.post(address, {"name": "常看", "query": "q=13812342046&sort=name"})
    client.post(address, {"name": "另一个", "query": "q=43060219800101123X&sort=-name"})
    assert {view.query for view in SavedView.everything.all()} <= {"sort=name", "sort=-name"}


def test_only_what_lies_where_one_may_export(territory: Territory, household: Household) -> None:
    """A worker of one community who leads a group of another takes along the community's households alone."""
    account = territory.account(Post.COMMUNITY_OFFICER, territory.communities[1])
    _also_leads(account, territory.groups[0])
    territory.household(1)
    client = signed_in(account)
    assert "共 2 条" in client.get(reverse("desk:register", args=(HOUSEHOLDS,))).content.decode()
    assert len(rows_of(file_of(client, register()))) == 3


@pytest.mark.parametrize(
    "post", [Post.GROUP_LEAD, Post.NEIGHBOUR_LEAD, Post.SYSTEM_ADMIN, Post.SECURITY_ADMIN, Post.AUDITOR]
)
def test_who_takes_nothing_along(territory: Territory, household: Household, post: Post) -> None:
    where = {Post.GROUP_LEAD: territory.groups[0], Post.NEIGHBOUR_LEAD: territory.neighbourhoods[0]}
    client = signed_in(territory.account(post, where.get(post, territory.district)))
    for address in (register(), figure(), register(ending="xlsx")):
        assert client.get(address).status_code == 404
        assert client.post(address, WORK).status_code == 404


def test_another_area_and_another_kind_of_file_are_not_there(
    territory: Territory, client: Client, household: Household
) -> None:
    foreign = register("appointment", query=f"?area={territory.communities[2].code}")
    assert client.post(foreign, WORK).status_code == 404
    assert client.get(register("nonsense")).status_code == 404
    assert client.get(register(ending="pdf")).status_code == 404


# --- told to the persons concerned --------------------------------------------------------------------------


def test_the_file_is_told_to_who_stood_in_it(
    territory: Territory, client: Client, lead: Account, household: Household
) -> None:
    other = territory.household(2)
    file_of(client, register())
    file_of(client, register("appointment"))
    look = looks_at(household)[0]
    assert (look.kind, look.masked, look.fields, look.words) == (
        LookKind.EXPORT,
        True,
        "门牌",
        "更新十月台账",
    )
    assert looks_at(other) == []
    assert lead.person is not None
    assert [each.fields for each in looks_at(lead.person)] == ["姓名"]


def test_subjects_of_a_long_file_are_packed_and_found(
    client: Client, household: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linli.disclosure.services.exporting.ROWS_OF_SUBJECTS", 0)
    file_of(client, register())
    assert not ExportSubject.everything.exists()
    assert [look.kind for look in looks_at(household)] == [LookKind.EXPORT]


# --- the database -------------------------------------------------------------------------------------------


@pytest.fixture
def kept(client: Client, household: Household) -> Export:
    file_of(client, register())
    return Export.everything.get()


@pytest.mark.parametrize(
    "change",
    [{"purpose": "check"}, {"rows": 7}, {"digest": "0" * 64}, {"fields": []}, {"account_id": 999}],
)
def test_what_was_asked_and_made_stands(kept: Export, change: dict[str, object]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Export.everything.filter(pk=kept.pk).update(**change)


def test_exports_and_their_subjects_are_never_deleted(kept: Export) -> None:
    for rows in (ExportSubject.everything.all(), Export.everything.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete("default")


@pytest.mark.parametrize(
    "wrong",
    [
        {"purpose": ""},
        {"purpose": "fun"},
        {"decided_by": "same"},
        {"state": "ready", "made_at": None, "rows": None, "digest": ""},
        {"state": "approved"},
        {"digest": ""},
        {"ending": "exe"},
    ],
)
def test_the_database_refuses_what_is_not_whole(kept: Export, wrong: dict[str, object]) -> None:
    values = {field.attname: getattr(kept, field.attname) for field in Export._meta.concrete_fields}
    values |= {"id": None, "ref": "another234"} | wrong
    if values.pop("decided_by", None):
        values["decided_by_id"] = kept.account_id
    with pytest.raises(IntegrityError), transaction.atomic():
        Export(**values).save(force_insert=True)


def test_ones_own_only(kept: Export, second: Account, territory: Territory) -> None:
    assert kept.ref not in signed_in(second).get(reverse("desk:exports")).content.decode()
    assert kept.ref in signed_in(kept.account).get(reverse("desk:exports")).content.decode()
    leads = signed_in(territory.account(Post.GROUP_LEAD, territory.groups[0]))
    assert leads.get(reverse("desk:exports")).status_code == 404
    auditor = signed_in(territory.account(Post.AUDITOR, territory.district))
    page = auditor.get(reverse("desk:exports"))
    assert page.status_code == 200
    assert kept.ref not in page.content.decode()
    assert kept.ref in auditor.get(f"{reverse('desk:audit')}?code=disclosure.export.made").content.decode()


def test_the_register_offers_it_to_who_may(
    client: Client, territory: Territory, household: Household
) -> None:
    page = reverse("desk:register", args=(HOUSEHOLDS,))
    assert register() in client.get(page).content.decode()
    leads = signed_in(territory.account(Post.GROUP_LEAD, territory.groups[0]))
    assert "导出" not in leads.get(page).content.decode()


def test_so_many_files_an_hour(client: Client, household: Household, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linli.exchange.handing_out.MOST_AN_HOUR", 1)
    file_of(client, register())
    assert client.get(register()).status_code == 200
    assert client.post(register(), WORK).status_code == 429
    assert Export.everything.count() == 1


def test_the_log_is_taken_for_audit_and_records_are_not(
    territory: Territory, client: Client, household: Household
) -> None:
    auditor = signed_in(territory.account(Post.AUDITOR, territory.district))
    log = reverse("desk:audit-export")
    page = auditor.get(f"{log}?q=刘桂兰").content.decode()
    assert 'value="audit"' in page
    assert 'value="work"' not in page
    assert not auditor.post(log, {"purpose": "work"}).streaming
    file_of(auditor, f"{log}?q=刘桂兰", {"purpose": "audit"})
    assert "刘桂兰" not in str(Export.everything.values_list().get())  # what was sought is kept nowhere
    assert 'value="audit"' not in client.get(register()).content.decode()
    assert not client.post(register(), {"purpose": "audit"}).streaming
