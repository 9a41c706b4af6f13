"""The search: what is found by which words, by whom, and how the index follows the records."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM, Actor
from linli.audit import log
from linli.audit.log import last_change
from linli.audit.models import Act
from linli.desk.models import SearchEntry, SearchStand, SearchText
from linli.desk.search import find, index
from linli.desk.search.kinds import searched_kinds, told
from linli.desk.search.words import initials, pairs, spelled, words_of
from linli.orgs.models import Area, Organisation
from linli.people.models import Account, Household, Person, Post
from linli.people.services import keep_phone
from linli.ui.records import Column, ColumnKind
from tests.territory import Territory

NUMBER = "13812342046"


@pytest.fixture
def street(territory: Territory) -> Actor:
    """Of street 0."""
    return territory.actor(Post.STREET_OFFICER, territory.streets[0])


@pytest.fixture
def page(territory: Territory) -> Client:
    """Signed in for street 0."""
    client = Client()
    client.force_login(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    return client


def titles(sought: str, actor: Actor) -> list[str]:
    """What is found, of whatever kind."""
    return [title for group in find.found(sought, actor) or [] for title, _, _ in group.rows]


def test_words_are_compared_in_one_spelling() -> None:
    assert spelled("ＡB　５栋 ") == "ab 5栋"
    assert pairs("荣发小区，5栋") == {"荣发", "发小", "小区", "5栋"}
    assert initials("高山坡社区") == "gspsq"
    assert words_of(" 荣发   小区 ") == ["荣发", "小区"]


@pytest.mark.parametrize(
    "sought", ["岳阳楼第一", "第一社区", "yyldy", "YYL", "岳阳 第一", "岳阳楼第一小区1栋"]
)
def test_an_area_is_found_by_two_characters_several_words_and_initials(
    territory: Territory, street: Actor, sought: str
) -> None:
    index.rebuild()
    wanted = "1栋" if "栋" in sought else "岳阳楼第一社区"
    if "栋" in sought:
        Area.everything.filter(pk=territory.buildings[0].pk).update(name=sought)
        index.rebuild()
    assert any(title.endswith(wanted) for title in titles(sought, street))


def test_what_lies_in_another_street_is_not_found(territory: Territory, street: Actor) -> None:
    mine, other = (territory.organisation(territory.communities[n]) for n in (1, 2))
    Organisation.everything.filter(pk__in=(mine.pk, other.pk)).update(name="荣发调解会")
    index.rebuild()
    group = next(group for group in find.found("荣发", street) or [] if group.kind.slug == "organisation")
    assert [address for _, _, address in group.rows] == [f"/desk/records/organisation/{mine.ref}/"]
    assert find.found_of("organisation", "荣发", None, street).rows == group.rows
    assert titles("五里牌", street) == []


def test_an_area_without_a_name_of_its_own_is_found_by_its_code(territory: Territory, street: Actor) -> None:
    index.rebuild()
    assert titles(territory.neighbourhoods[0].code.lower(), street) == ["第一邻"]
    assert titles(territory.neighbourhoods[2].code, street) == []


def test_one_character_asks_for_a_second(street: Actor) -> None:
    assert find.found("荣", street) is None
    assert find.found("，。", street) is None


def test_an_auditor_finds_nothing(territory: Territory) -> None:
    index.rebuild()
    client = Client()
    client.force_login(territory.account(Post.AUDITOR, territory.district))
    assert client.get("/desk/search/?q=社区").status_code == 404


def test_no_searched_word_is_a_person_s(territory: Territory) -> None:
    for kind in searched_kinds().values():
        for path in kind.fields:
            model: Any = kind.model
            for step in path.split("__") if isinstance(path, str) else ():
                assert model not in (Person, Account, Household), (kind.slug, path)
                field = model._meta.get_field(step)
                model = field.related_model or model
    named = territory.person(name="欧阳秀英")
    index.rebuild()
    assert not SearchText.everything.filter(text__contains=named.name).exists()


def test_the_index_follows_what_was_written_renamed_and_taken_away(
    territory: Territory, street: Actor, page: Client
) -> None:
    index.rebuild()
    made = territory.organisation(territory.communities[0])
    act = {"actor_kind": "system", "code": "orgs.area.opened", "is_look": False}
    Act.everything.create(**act)  # an import: one act, no target
    assert index.refresh() == 1
    assert titles(made.name, street) == [made.name]
    Organisation.everything.filter(pk=made.pk).update(name="荣发居委会")
    Act.everything.create(**act, target_type="orgs.organisation", target_id=made.pk)
    assert "荣发居委会" in page.get("/desk/search/?q=荣发").content.decode()
    assert not SearchText.everything.filter(text=made.name).exists()
    Organisation.everything.filter(pk=made.pk).delete()
    Act.everything.create(**act, target_type="orgs.organisation", target_id=made.pk)
    assert index.refresh() == 1
    assert not SearchEntry.everything.filter(kind="organisation", target_id=made.pk).exists()
    assert index.refresh() == 0


def test_building_at_once_and_following_give_the_same_index(territory: Territory) -> None:
    def held() -> set[tuple[str, int, str, str]]:
        rows = SearchEntry.everything.values_list("kind", "target_id", "text__text", "text__initials")
        return set(rows)

    index.rebuild()
    SearchEntry.everything.filter(kind="area", target_id__gt=territory.streets[0].pk).delete()
    Act.everything.create(actor_kind="system", code="orgs.area.opened", is_look=False)
    index.refresh()
    followed = held()
    index.rebuild()
    assert held() == followed


def test_what_is_sought_comes_by_post_and_leads_to_an_address(page: Client) -> None:
    response = page.post("/desk/search/", {"q": " 荣发 "})
    assert response["Location"] == "/desk/search/?q=%E8%8D%A3%E5%8F%91"
    assert "没有找到“荣发”" in page.get(response["Location"]).content.decode()


def test_a_phone_number_finds_only_people_of_the_own_area_masked_and_on_record(
    territory: Territory, page: Client
) -> None:
    for n in (0, 2):
        person = territory.person(territory.communities[n], name=f"王秀英{n}")
        keep_phone(owner=person, number=NUMBER)
    response = page.post("/desk/search/", {"q": "138 1234 2046"})
    text = response.content.decode()
    assert response.status_code == 200
    assert "王***" in text
    assert "1 条，这次查看已记入留痕" in text
    for hidden in ("王秀英", NUMBER, "138 1234 2046"):
        assert hidden not in text
    looks = Act.everything.filter(code="desk.person.looked_up", is_look=True)
    assert [look.target_id for look in looks] == [Person.everything.get(name="王秀英0").pk]
    assert NUMBER not in str(looks[0].data)


def test_a_vain_look_is_on_record_and_a_number_in_an_address_is_refused(page: Client) -> None:
    assert "没有留过这个电话的人或户" in page.post("/desk/search/", {"q": NUMBER}).content.decode()
    assert Act.everything.filter(code="desk.person.looked_up", target_id=None).count() == 1
    assert "号码请在上面的框里查" in page.get(f"/desk/search/?q={NUMBER}").content.decode()
    assert Act.everything.filter(code="desk.person.looked_up").count() == 1


def test_a_door_is_found_by_its_whole_address_and_shown_without_it(
    territory: Territory, page: Client
) -> None:
    household = territory.household(0)
    Household.everything.filter(pk=household.pk).update(door="2单元0401室")
    Area.everything.filter(pk=territory.buildings[0].pk).update(name="荣发小区1栋")
    text = page.get("/desk/search/?q=荣发小区 1栋2单元0401室").content.decode()
    assert f"/desk/households/{household.ref}/" in text
    assert "2单元***室" in text


def test_an_unknown_kind_or_page_is_not_found(page: Client) -> None:
    for query in ("q=社区&kind=weather", "q=社区&kind=area&page=9", "q=一&kind=area"):
        assert page.get(f"/desk/search/?{query}").status_code == 404


def test_what_is_found_is_told_in_words_that_stand_alone() -> None:
    """Under no heading of a column, a bare 57, 否 or second day would tell nothing."""
    record = SimpleNamespace(came=57, open=True, shut=False, day=date(2024, 1, 15), kind="文艺", none=None)
    found = [
        told(Column(label=label, value=value, kind=kind), record)
        for label, value, kind in (
            ("参加（人）", "came", ColumnKind.NUMBER),
            ("名额", "came", ColumnKind.NUMBER),
            ("开放", "open", ColumnKind.BOOL),
            ("整修", "shut", ColumnKind.BOOL),
            ("举办", "day", ColumnKind.DATE),
            ("类型", "kind", ColumnKind.TEXT),
            ("停用", "none", ColumnKind.DATE),
        )
    ]
    assert found == ["参加 57 人", "名额 57", "开放", "", "举办 2024年1月15日", "文艺", ""]


def test_two_first_searchers_build_the_index_once_and_walk_no_old_acts(
    territory: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[int] = []
    build = index.build

    def counted() -> int:
        built.append(1)
        return build()

    monkeypatch.setattr(index, "build", counted)
    log.record(actor=SYSTEM, code="workflow.clock.set", data={"clock": "x", "said": "x", "day": "x"})
    index.ensure()
    assert SearchStand.everything.get().followed == last_change() > 0
    monkeypatch.setattr(index, "is_built", iter([False, True]).__next__)  # the other one was quicker
    assert index.ensure() is None
    assert built == [1]


def test_an_upgrade_that_emptied_the_index_builds_it_before_anybody_seeks(
    territory: Territory, street: Actor
) -> None:
    assert not index.is_built()
    call_command("migrate", verbosity=0, interactive=False)
    assert index.is_built()
    assert titles("岳阳楼第一", street)


@pytest.mark.parametrize(
    ("post", "said", "unsaid"),
    [
        (Post.STREET_OFFICER, "查小区、事项、案件、拼音首字母", ""),
        (Post.DEPARTMENT_OFFICER, "查事项", "案件"),
    ],
)
def test_a_field_says_what_its_reader_may_find(
    territory: Territory, post: Post, said: str, unsaid: str
) -> None:
    area = territory.streets[0] if post == Post.STREET_OFFICER else territory.district
    client = Client()
    client.force_login(territory.account(post, area))
    assert f'placeholder="{said}"' in client.get("/desk/all/").content.decode()
    text = client.get("/desk/search/").content.decode()
    assert "您的任职在这里查不到什么" not in text
    assert not unsaid or unsaid not in text


def test_where_nothing_can_be_found_no_search_is_offered(territory: Territory) -> None:
    client = Client()
    client.force_login(territory.account(Post.DISCIPLINE_OFFICER, territory.district))
    assert 'role="search"' not in client.get("/desk/all/").content.decode()
    text = client.get("/desk/search/").content.decode()
    assert 'role="search"' not in text
    assert f'href="{reverse("secrets:secrets")}">去检举控告' in text
