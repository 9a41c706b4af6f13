"""The page where a text is checked: what it answers, whom it serves, and that it keeps nothing."""

import html
import io
import re
from datetime import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from linli.audit.models import Act
from linli.people.models import Post
from linli.reports.forms.checking import LARGEST_FILE, LONGEST_TEXT
from tests.reports.rows import FALSE, FOREIGN, TRUE, three_cases
from tests.territory import Territory

ADDRESS = "/desk/check/"
PERIOD = {"start": "2024-01-01", "end": "2024-10-30"}


@pytest.fixture
def district(territory: Territory, standing_clock: datetime, client: Client) -> Client:
    """Signed in for the district, which closed three cases."""
    three_cases(territory)
    client.force_login(territory.account(Post.DISTRICT_OFFICER, territory.district))
    return client


@pytest.fixture
def street(territory: Territory, standing_clock: datetime, client: Client) -> Client:
    """Signed in for street 0, where the three cases lie."""
    three_cases(territory)
    client.force_login(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    return client


def answer(client: Client, text: str, **changed: Any) -> str:
    """The page after checking ``text``, in the district unless told otherwise."""
    response = client.post(ADDRESS, {"text": text, "area": "430602", **PERIOD, **changed})
    assert response.status_code == 200
    return response.content.decode()


def counts(page: str) -> list[int]:
    """不符, 查不到, 属实."""
    return [int(found) for found in re.findall(r"<b>(\d+)</b> 个(?:不符|查不到|属实)", page)]


def offered(page: str) -> list[str]:
    """The changes the page offers, in order."""
    return [html.unescape(value) for value in re.findall(r'name="change" value="([^"]*)"', page)]


def kept_text(page: str) -> str:
    """The text the page carries along for its buttons."""
    found = re.search(r'name="text" value="([^"]*)"', page)
    assert found
    return html.unescape(found.group(1))


# --- who may --------------------------------------------------------------------------------------------------


def test_a_visitor_is_led_to_sign_in(db: None, client: Client) -> None:
    assert client.get(ADDRESS)["Location"] == f"/desk/sign-in/?next={ADDRESS}"


@pytest.mark.parametrize("post", [Post.AUDITOR, Post.GROUP_LEAD])
def test_without_the_capability_there_is_no_such_page_and_no_entry(
    territory: Territory, client: Client, post: Post
) -> None:
    area = territory.district if post == Post.AUDITOR else territory.groups[0]
    client.force_login(territory.account(post, area))
    assert client.get(ADDRESS).status_code == 404
    assert ADDRESS not in client.get("/desk/all/").content.decode()


def test_the_menu_leads_here(district: Client) -> None:
    assert f'href="{ADDRESS}"' in district.get("/desk/all/").content.decode()


@pytest.mark.parametrize("code", ["430602", "430602002", "430602002001", "nowhere"])
def test_another_area_does_not_exist(street: Client, code: str) -> None:
    assert street.get(ADDRESS, {"area": code}).status_code == 404
    assert street.post(ADDRESS, {"text": TRUE, "area": code, **PERIOD}).status_code == 404
    assert street.post(ADDRESS, {"text": TRUE, "area": code, "edit": "1", **PERIOD}).status_code == 404


def test_areas_offered_are_ones_own(street: Client) -> None:
    codes = re.findall(r'<option value="(\d+)"', street.get(ADDRESS).content.decode())
    assert codes == ["430602001", "430602001001", "430602001002"]


def test_a_post_needs_the_token(territory: Territory, standing_clock: datetime) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(territory.account(Post.DISTRICT_OFFICER, territory.district))
    assert strict.post(ADDRESS, {"text": TRUE, "area": "430602", **PERIOD}).status_code == 403


# --- the form -------------------------------------------------------------------------------------------------


def test_the_empty_form_proposes_the_year_to_date_and_ones_own_area(street: Client) -> None:
    page = street.get(ADDRESS).content.decode()
    assert 'name="start" value="2024-01-01"' in page
    assert 'name="end" value="2024-10-30"' in page
    assert '<option value="430602001" selected>岳阳楼街道</option>' in page
    assert page.count("btn-primary") == 1


def test_the_form_takes_period_and_area_from_the_address(district: Client) -> None:
    query = {"area": "430602002", "from": "2023-01-01", "to": "2023-12-31"}
    page = district.get(ADDRESS, query).content.decode()
    assert 'name="start" value="2023-01-01"' in page
    assert 'name="end" value="2023-12-31"' in page
    assert '<option value="430602002" selected>' in page
    assert district.get(ADDRESS, {"from": "nonsense"}).status_code == 200


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"text": " \n　"}, "text", "请贴进要核对的文字，或选一个文件。"),
        ({"text": "三" * (LONGEST_TEXT + 1)}, "text", "一次最多核对 20 万字"),
        ({"start": "2024-11-01"}, "end", "最后一天早于第一天（2024年11月1日）"),
        ({"end": "2024-10-31"}, "end", "只能核对到今天，2024年10月30日"),
        ({"start": ""}, "start", "请填期间的第一天。"),
        ({"end": "下周"}, "end", "日期写作 2024-10-30。"),
    ],
)
def test_the_form_comes_back_filled_with_the_problem_beside_its_field(
    district: Client, changed: dict[str, str], field: str, sentence: str
) -> None:
    asked = {"text": TRUE, "area": "430602", **PERIOD, **changed}
    page = district.post(ADDRESS, asked).content.decode()
    problem = re.search(rf'id="{field}-error">(.*?)</div>', page, re.DOTALL)
    assert problem
    assert sentence in problem.group(1)
    assert 'aria-invalid="true"' in page
    assert f'href="#id_{field}"' in page
    assert re.search(r'id="problems" role="alert" tabindex="-1" autofocus', page)
    assert html.escape(asked["text"]) in page


# --- files ----------------------------------------------------------------------------------------------------


def word(text: str) -> bytes:
    document = Document()
    document.add_paragraph(text)
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "data"), [("a.txt", FALSE.encode("gb18030")), ("b.docx", word(FALSE))], ids=["txt", "docx"]
)
def test_a_file_is_read(district: Client, name: str, data: bytes) -> None:
    page = answer(district, "", file=SimpleUploadedFile(name, data))
    assert counts(page) == [1, 0, 2]
    assert kept_text(page) == FALSE


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.pdf", b"%PDF-1.7", "这是 PDF 文件"),
        ("b.docx", b"PK\x03\x04nonsense", "文件已损坏"),
        ("c.txt", b"", "文件是空的"),
        ("d.txt", b" \n", "文件里没有文字"),
        ("e.txt", b"1" * (LARGEST_FILE + 1), "文件超过 5 MB"),
    ],
)
def test_a_bad_file_is_told_beside_its_field_and_the_text_stays(
    district: Client, name: str, data: bytes, sentence: str
) -> None:
    asked = {"text": TRUE, "area": "430602", "file": SimpleUploadedFile(name, data), **PERIOD}
    page = district.post(ADDRESS, asked).content.decode()
    problem = re.search(r'id="file-error">(.*?)</div>', page, re.DOTALL)
    assert problem
    assert sentence in problem.group(1)
    assert TRUE in page


# --- the answer -----------------------------------------------------------------------------------------------


def test_three_counts_each_lead_to_their_list(district: Client) -> None:
    page = answer(district, FALSE + FOREIGN)
    assert counts(page) == [1, 2, 2]
    for verdict in ("fails", "unknown", "holds"):
        assert f'href="#{verdict}"' in page
        assert f'id="{verdict}"' in page


def test_every_mark_leads_to_its_card_and_back(district: Client) -> None:
    page = answer(district, FALSE + FOREIGN)
    marks = re.findall(r'<a class="ll-mark (\w+)" id="(t\d+)" href="#(c\d+)"', page)
    assert [verdict for verdict, _, _ in marks] == ["fails", "holds", "holds", "unknown", "unknown"]
    for _, mark, card in marks:
        assert f'id="{card}"' in page
        assert f'href="#{mark}"' in page
    numbered = re.findall(r'<a class="ll-mark (\w+)"[^>]*>[^<]*<sup>(\d+)</sup>', page)
    assert numbered == [("fails", "1"), ("unknown", "2"), ("unknown", "3")]


def test_a_figure_that_fails_has_our_value_the_wording_and_its_records(district: Client) -> None:
    page = answer(district, FALSE)
    card = page[page.index('id="fails"') : page.index('id="holds"')]
    assert "调解各类矛盾纠纷 5起" in card
    assert re.search(
        r'class="ll-fig" href="[^"]*mediation\.cases_mediated[^"]*area=430602[^"]*from=2024-01-01[^"]*to=2024-10-30'
        r'[^"]*">3 起</a>',
        card,
    )
    assert "<dt>应写作</dt><dd><b>3起</b></dd>" in card
    assert "改为 3起" in card


def test_a_rate_shows_both_parts(district: Client) -> None:
    page = answer(district, "调处成功率95.3%。")
    assert re.search(r"part=numerator[^>]*>2</a> ÷ <a[^>]*part=denominator[^>]*>3</a>", page)
    assert "<b>66.7%</b>" in page


def test_the_unknown_is_told_as_such(district: Client) -> None:
    page = answer(district, FOREIGN)
    assert counts(page) == [0, 2, 0]
    assert "系统里没有“群众满意率”这个指标，无法判断对错。如确有依据，请注明来源；否则建议删去。" in page
    assert 'href="#fails"' not in page


def test_a_figure_of_another_year_says_so(district: Client) -> None:
    page = answer(district, "去年全区共调解各类矛盾纠纷3起。")
    assert counts(page) == [0, 1, 0]
    assert "说的是别的地方或别的时间" in page


def test_many_unknown_figures_are_listed_without_repeating_the_sentence(district: Client) -> None:
    page = answer(district, "".join(f"新建口袋公园{n}个。" for n in range(11, 31)))
    assert counts(page) == [0, 20, 0]
    assert page.count("无法判断对错") == 6
    assert "还有 14 个查不到" in page


def test_contradictions_name_their_figures(district: Client) -> None:
    page = answer(district, "全区共调解各类矛盾纠纷3起。今年以来，调解各类矛盾纠纷4起。")
    assert 'id="clashes"' in page
    assert "前后不一" in page
    clash = page[page.index('<p class="ll-clash">') :].split("</p>")[0]
    assert re.findall(r'href="#t(\d+)"', clash) == ["0", "1"]


def test_values_are_those_of_the_area_asked(district: Client) -> None:
    page = answer(district, "五里牌街道共调解各类矛盾纠纷3起。", area="430602002")
    assert counts(page) == [1, 0, 0]
    assert "<b>0起</b>" in page


def test_a_text_without_figures_says_so(district: Client) -> None:
    assert "这段文字里没有可以核对的数字" in answer(district, "治理机制更细，服务机制更优。")


def test_what_was_pasted_is_escaped(district: Client) -> None:
    page = answer(district, '<script>alert("x")</script>' + FALSE + "</p><img src=x onerror=y>")
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(&quot;x&quot;)" in page


def test_paragraphs_stay_apart(district: Client) -> None:
    page = answer(district, f"　　{TRUE}\r\n\r\n\t{FOREIGN}")
    sheet = page[page.index('<div class="ll-paper">') :].split("</article>")[0]
    assert len(re.findall(r"<p>", sheet)) == 2
    assert "<p>全区共" in sheet


# --- putting right --------------------------------------------------------------------------------------------


def test_a_change_puts_the_right_wording_in_its_place_and_can_be_taken_back(district: Client) -> None:
    text = f"第一段。\n{FALSE}\n第三段，5起。"
    page = answer(district, text)
    (change,) = offered(page)
    changed = answer(district, kept_text(page), change=change)
    assert kept_text(changed) == text.replace("纠纷5起", "纠纷3起")
    assert counts(changed)[0] == 0
    assert "已改为“3起”" in changed
    (undo,) = offered(changed)
    # Browsers send line ends as two signs.
    again = answer(district, kept_text(changed).replace("\n", "\r\n"), change=undo)
    assert kept_text(again) == text
    assert counts(again)[0] == 1


@pytest.mark.parametrize("change", ["", "nonsense", "1:2", "5:3:x", "0:9999:x", "-1:3:x", "a:b:c"])
def test_a_change_this_page_never_offered_is_refused(district: Client, change: str) -> None:
    asked = {"text": TRUE, "area": "430602", "change": change, **PERIOD}
    assert district.post(ADDRESS, asked).status_code == 400


def test_the_text_can_be_edited_further(district: Client) -> None:
    page = answer(district, FALSE, edit="1", area="430602002", start="2023-01-01")
    assert f">\n{FALSE}</textarea>" in page
    assert 'name="start" value="2023-01-01"' in page
    assert '<option value="430602002" selected>' in page


def test_nothing_is_kept(district: Client) -> None:
    before = Act.everything.count()
    response = district.post(ADDRESS, {"text": FALSE, "area": "430602", **PERIOD})
    assert Act.everything.count() == before
    assert "no-store" in response["Cache-Control"]
    assert FALSE not in district.get(ADDRESS).content.decode()


def test_a_long_text_is_answered(district: Client) -> None:
    page = answer(district, (FALSE + "这里没有数字，只有很长的一段文字。" * 40 + "\n") * 50)
    assert counts(page) == [50, 0, 100]


def test_long_texts_are_checked_so_many_times_an_hour(
    district: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linli.reports.views.checking.LONG_TEXT", 10)
    monkeypatch.setattr("linli.reports.views.checking.MOST_LONG_TEXTS", 1)
    asked = {"text": TRUE, "area": "430602", **PERIOD}
    assert district.post(ADDRESS, asked).status_code == 200
    refused = district.post(ADDRESS, asked)
    assert refused.status_code == 429
    assert "以后再试" in refused.content.decode()
    assert district.post(ADDRESS, {**asked, "text": "9名"}).status_code == 200, "short ones are not counted"
