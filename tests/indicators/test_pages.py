"""Pages of figures: the board, the card beside it, an indicator's own page, its records, and these as a file."""

import html
import re
from datetime import date, datetime
from io import BytesIO
from urllib.parse import parse_qs, urlsplit
from zipfile import ZipFile

import pytest
from django.core.cache import cache
from django.test import Client

from linli.audit.models import Act
from linli.indicators.registry import all_indicators
from linli.mediation.models import Outcome
from linli.people.models import Post
from tests.mediation.rows import closed_case, notable
from tests.territory import Territory

BOARD = "/desk/indicators/"
RATE = "mediation.success_rate"


@pytest.fixture
def world(territory: Territory, standing_clock: datetime) -> Territory:
    """Street 0 closed three cases, two of them agreed; one in June, two in August. Street 1 closed one."""
    cache.clear()  # rows made behind the services' back leave no act behind, so kept figures would not age
    closed_case(territory)
    closed_case(territory, date(2024, 8, 5))
    closed_case(territory, date(2024, 8, 6), Outcome.FAILED)
    closed_case(territory, date(2024, 8, 7), community=territory.communities[2])
    return territory


@pytest.fixture
def district(world: Territory) -> Client:
    """Signed in for the district."""
    return signed_in(world, Post.DISTRICT_OFFICER, 0)


def signed_in(territory: Territory, post: Post, street: int) -> Client:
    area = territory.district if post is Post.DISTRICT_OFFICER else territory.streets[street]
    client = Client()
    client.force_login(territory.account(post, area))
    return client


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def addresses(text: str, starting: str = BOARD) -> list[str]:
    """Addresses of figures on a page, as a browser would follow them."""
    found = [html.unescape(each) for each in re.findall(r'href="([^"]+)"', text)]
    return [each.split("#")[0] for each in found if each.startswith(starting)]


# --- the board ------------------------------------------------------------------------------------------------


def test_the_board_shows_every_indicator_once_as_a_link(district: Client) -> None:
    text = page(district, BOARD)
    assert "2024年1月1日 至 10月30日" in text
    for indicator in all_indicators():
        assert text.count(f"figure={indicator.code}#figure") == 1, indicator.code
    assert "btn-primary" not in text


def test_a_figure_opens_beside_the_board_with_both_parts_and_one_filled_button(district: Client) -> None:
    text = page(district, f"{BOARD}?figure={RATE}")
    assert re.search(r'class="ll-v">75\.0<small>%</small>', text)
    assert re.search(r">3</a> 起达成协议 ÷\s+<a[^>]*>4</a> 起结案", text)
    assert text.count("btn-primary") == 1
    assert "查看 4 条记录" in text
    assert 'aria-current="true"' in text


def test_streets_stand_in_order_of_code_with_both_parts(district: Client) -> None:
    text = page(district, f"{BOARD}?figure={RATE}")
    chart = text[text.index('class="ll-chart"') :].split("</svg>")[0]
    assert re.findall(r'class="nm">([^<]+)<', chart) == ["岳阳楼", "五里牌"]
    assert re.findall(r'class="v e">([^<]+)<', chart) == ["66.7% 2/3", "100.0% 1/1"]
    assert "不排名次" in text


def test_months_are_links_to_their_own_days(district: Client) -> None:
    text = page(district, f"{BOARD}?figure=mediation.cases_mediated")
    chart = text[text.rindex('class="ll-chart"') :].split("</svg>")[0]
    counts = re.findall(r'class="v c">([^<]+)<', chart)
    assert counts == ["0", "0", "0", "0", "0", "1", "0", "3", "0", "0"]
    august = parse_qs(urlsplit(addresses(chart)[7]).query)
    assert (august["from"], august["to"]) == (["2024-08-01"], ["2024-08-31"])
    assert "共 3 条" in page(district, addresses(chart)[7])


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("period=month", "2024年10月1日 至 10月30日"),
        ("period=quarter", "2024年10月1日 至 10月30日"),
        ("period=last_year", "2023年1月1日 至 12月31日"),
        ("period=nonsense", "2024年1月1日 至 10月30日"),
        ("from=2023-11-02&to=2024-02-03", "2023年11月2日 至 2024年2月3日"),
    ],
)
def test_periods_are_kept_in_the_address(district: Client, query: str, told: str) -> None:
    text = page(district, f"{BOARD}?{query}")
    assert f"岳阳楼区，{told}" in text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("from=2024-05-01", "起止日期没有填全"),
        ("from=x&to=2024-05-01", "起止日期没有填全，或不是日期"),
        ("from=2024-05-02&to=2024-05-01", "最后一天早于第一天（2024年5月2日）"),
        ("from=1900-05-02&to=2024-05-01", "最早可以从 2000年1月1日 算起"),
        ("from=2024-05-02&to=2024-11-01", "只能算到今天，2024年10月30日"),
    ],
)
def test_dates_that_make_no_sense_are_told_and_this_year_is_shown(
    district: Client, query: str, sentence: str
) -> None:
    text = page(district, f"{BOARD}?{query}")
    assert sentence in text
    assert "岳阳楼区，2024年1月1日 至 10月30日" in text


def test_own_dates_come_back_in_the_fields(district: Client) -> None:
    text = page(district, f"{BOARD}?period=custom&from=2024-02-01&to=2024-02-29&figure={RATE}")
    assert 'name="from" aria-label="从哪天" value="2024-02-01"' in text
    assert 'name="to" aria-label="到哪天" value="2024-02-29"' in text
    assert f'name="figure" value="{RATE}"' in text


def test_a_street_then_its_community_is_chosen_in_two_steps(district: Client, world: Territory) -> None:
    street, community = world.streets[0], world.communities[0]
    assert "社区" not in re.findall(r"<label[^>]*><span>([^<]+)</span><select", page(district, BOARD))
    text = page(district, f"{BOARD}?area={street.code}")
    assert f'<option value="{community.code}">' in text
    chosen = page(district, f"{BOARD}?area={street.code}&area={community.code}")
    assert f"{community.name}，2024年" in chosen
    other = page(district, f"{BOARD}?area={world.streets[1].code}&area={community.code}")
    assert f"{world.streets[1].name}，2024年" in other


def test_an_area_below_the_community_stays_chosen_where_one_came_by_a_link(world: Territory) -> None:
    section = world.sections[0]
    for client in (signed_in(world, Post.DISTRICT_OFFICER, 0), signed_in(world, Post.STREET_OFFICER, 0)):
        text = page(client, f"{BOARD}?area={section.code}")
        assert f'<option value="{section.code}" selected>{section.name}</option>' in text


def test_a_reader_with_one_area_is_asked_for_none(world: Territory) -> None:
    client = Client()
    client.force_login(world.account(Post.COMMUNITY_OFFICER, world.community))
    assert 'name="area"' not in page(client, BOARD)
    text = page(client, f"{BOARD}?area={world.sections[0].code}")
    assert f'<option value="{world.community.code}">' in text


@pytest.mark.parametrize("code", ["mediation.none", "", "<script>"])
def test_a_figure_that_is_not_there_leaves_the_board_as_it_is(district: Client, code: str) -> None:
    text = page(district, f"{BOARD}?figure={code}")
    assert "点一个数字" in text
    assert "<script>" not in text


# --- one indicator --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("indicator", all_indicators(), ids=lambda each: each.code)
def test_every_indicator_has_a_page_and_records_and_every_link_on_it_opens(
    district: Client, indicator: object
) -> None:
    code = getattr(indicator, "code")  # noqa: B009  # the registry is filled when the apps are ready
    text = page(district, f"{BOARD}{code}/")
    assert getattr(indicator, "definition") in html.unescape(text)  # noqa: B009
    assert text.count("btn-primary") <= 1
    for address in set(addresses(text, f"{BOARD}{code}/records/")):
        assert district.get(address).status_code == 200, address


def test_a_page_says_what_the_year_before_was(district: Client, world: Territory) -> None:
    assert "上年同期" not in page(district, f"{BOARD}{RATE}/")
    closed_case(world, date(2023, 5, 5))
    cache.clear()
    text = page(district, f"{BOARD}{RATE}/")
    assert re.search(r'上年同期 <a[^>]*from=2023-01-01&amp;to=2023-10-30">100\.0%</a>', text)


def test_zero_says_that_nothing_was_recorded(district: Client) -> None:
    text = page(district, f"{BOARD}mediation.notables/")
    assert "这个地区这段时间没有可数的记录" in text
    assert "btn-primary" not in text


# --- records --------------------------------------------------------------------------------------------------


def test_records_are_those_the_figure_counted(district: Client) -> None:
    text = page(district, f"{BOARD}mediation.agreements/records/")
    assert "<b>3 起</b>，就是下面这 3 条调解案件" in text
    assert len(re.findall(r"/desk/records/dispute-case/\w+/", text)) == 3


def test_a_rate_has_both_parts_as_tabs(district: Client) -> None:
    text = page(district, f"{BOARD}{RATE}/records/")
    assert "共 4 条" in text
    assert "分子　3 起达成协议" in text
    assert "共 3 条" in page(district, f"{BOARD}{RATE}/records/?part=numerator")
    page(district, f"{BOARD}{RATE}/records/?part=third", 404)


def test_own_level_leads_to_the_rows_of_no_child(district: Client, world: Territory) -> None:
    text = page(district, f"{BOARD}mediation.notables/?area={world.district.code}")
    assert "本级" not in text or "own=street" in text
    assert "登记在岳阳楼区本级的 0 条" in page(district, f"{BOARD}mediation.notables/records/?own=street")
    page(district, f"{BOARD}mediation.notables/records/?own=planet", 404)


def test_twenty_five_a_page_and_no_page_beyond(district: Client, world: Territory) -> None:
    for _ in range(30):
        notable(world)
    first = page(district, f"{BOARD}mediation.notables/records/")
    assert first.count("/desk/records/notable/") == 25
    assert "第 1 页，共 2 页" in first
    assert page(district, f"{BOARD}mediation.notables/records/?page=2").count("/desk/records/notable/") == 5
    page(district, f"{BOARD}mediation.notables/records/?page=3", 404)


def test_names_are_masked_in_rows_and_files(district: Client, world: Territory) -> None:
    notable(world, person=world.person(name="刘桂兰"))
    assert "刘**" in page(district, f"{BOARD}mediation.notables/records/")
    taken = district.post(f"{BOARD}mediation.notables/records/export.csv", {"purpose": "check"})
    text = b"".join(taken).decode("utf-8-sig")
    assert "刘**" in text
    assert "刘桂兰" not in text


# --- files ----------------------------------------------------------------------------------------------------


def test_an_export_has_the_rows_of_the_page_and_is_on_record(district: Client) -> None:
    response = district.get(f"{BOARD}{RATE}/records/export.csv?part=numerator")
    lines = b"".join(response).decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 3 + 1  # headings, rows, watermark
    assert "filename*=UTF-8''" in response["Content-Disposition"]
    act = Act.everything.get(code="disclosure.export.made")
    assert (act.data["title"], act.data["count"]) == ("调处成功率", 3)


def test_an_export_opens_in_excel(district: Client) -> None:
    response = district.get(f"{BOARD}{RATE}/records/export.xlsx")
    with ZipFile(BytesIO(b"".join(response))) as book:
        assert "xl/worksheets/sheet1.xml" in book.namelist()
    page(district, f"{BOARD}{RATE}/records/export.pdf", 404)


def test_a_lead_may_look_but_not_take_along(world: Territory) -> None:
    client = Client()
    client.force_login(world.account(Post.SECTION_LEAD, world.sections[0]))
    text = page(client, f"{BOARD}grid.neighbour_leads/records/")
    assert "导出" not in text
    page(client, f"{BOARD}grid.neighbour_leads/records/export.csv", 404)


# --- scope ----------------------------------------------------------------------------------------------------

PLACES = ["", f"{RATE}/", f"{RATE}/records/", f"{RATE}/records/export.xlsx", f"{RATE}/records/export.csv"]


@pytest.mark.parametrize("place", PLACES)
def test_another_street_does_not_exist(world: Territory, place: str) -> None:
    street = signed_in(world, Post.STREET_OFFICER, 0)
    assert street.get(BOARD + place).status_code == 200
    for area in (world.district, world.streets[1], world.communities[2], world.neighbourhoods[3]):
        page(street, f"{BOARD}{place}?area={area.code}", 404)
    page(street, f"{BOARD}{place}?area=nowhere", 404)


def test_a_street_sees_its_own_figures(world: Territory) -> None:
    text = page(signed_in(world, Post.STREET_OFFICER, 1), f"{BOARD}?figure={RATE}")
    assert "五里牌街道，2024年" in text
    assert re.search(r'class="ll-v">100\.0<small>', text)
    assert "岳阳楼街道" not in text


def test_a_visitor_is_led_to_sign_in(world: Territory, client: Client) -> None:
    for place in PLACES:
        assert client.get(BOARD + place)["Location"].startswith("/desk/sign-in/?next=")


# --- cost -----------------------------------------------------------------------------------------------------


def test_the_board_asks_little(district: Client, django_assert_max_num_queries: object) -> None:
    limit = django_assert_max_num_queries
    with limit(40):  # type: ignore[operator]
        page(district, f"{BOARD}?figure={RATE}")
    with limit(12):  # type: ignore[operator]
        page(district, f"{BOARD}?figure={RATE}")


def test_a_list_of_records_asks_little(district: Client, django_assert_max_num_queries: object) -> None:
    page(district, f"{BOARD}{RATE}/records/")
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        page(district, f"{BOARD}{RATE}/records/")
