"""The pages of a report through HTTP: writing, review, signing, what anybody reads, and what a page costs."""

import io
import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document

from linli.audit.models import Act
from linli.indicators.cache import Figures
from linli.indicators.registry import get
from linli.reports.models import Part, PartText, Report
from linli.reports.selectors import content_of, history_of
from linli.reports.services import reviewing
from linli.reports.urls import public_patterns, urlpatterns
from tests.mediation.rows import closed_case
from tests.reports.desks import CASES, GETS, NUMBER, POSTS, TRUE, Desk, bodies, part, text, to

SIGNING = {"number": NUMBER, "signer": "彭志远", "issued_on": "2024-10-30"}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def fields(desk: Desk, report: Report, position: int = 1, **changed: Any) -> dict[str, Any]:
    """What the form of a part sends."""
    place = part(report, position)
    return {"heading": "第甲件", "body": TRUE, "base": 1, "part": place.pk} | changed


OTHERS = {"check", "list", "start", "download"}
CLOSED = {
    "draft": ("issue", "unpublish"),
    "sent": ("part", "title", "vouch", "unpublish", "discard"),
    "public": ("part", "title", "vouch", "issue", "discard"),
}
"""Where a page has nothing to do it leads back to the report."""


def test_the_lists_here_name_every_address() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(GETS) | set(POSTS) | OTHERS
    assert {pattern.name for pattern in public_patterns[0]} == {"list", "report", "figures-json", "download"}


@pytest.mark.parametrize("state", ["draft", "sent", "public"])
def test_every_page_opens_in_every_state(desk: Desk, writing: Client, state: str) -> None:
    report: Report = {"draft": desk.draft, "sent": desk.sent, "public": desk.public}[state]()
    for address in (reverse("reports:list"), reverse("reports:start"), reverse("reports:check")):
        text(writing.get(address))
    for name, more in GETS.items():
        response = writing.get(to(name, report, *more))
        if name in CLOSED[state]:
            assert response["Location"] == to("report", report)
        else:
            text(response)
        if name not in ("figures-json", "report", "figure", "history", "changes"):
            assert "no-store" in response["Cache-Control"] or state != "draft"
    for name in POSTS:
        assert writing.get(to(name, report, *POSTS[name])).status_code == 405
    for state_asked in ("draft", "in_review", "issued", "nonsense"):
        text(writing.get(reverse("reports:list"), {"state": state_asked}))


# --- beginning ------------------------------------------------------------------------------------------------


def begin(client: Client, **changed: Any) -> Any:
    return client.post(
        reverse("reports:start"),
        {"area": "430602", "rhythm": "to_date", "end": "2024-10-30", "base": "three-threes"} | changed,
    )


def test_from_the_template(desk: Desk, writing: Client) -> None:
    response = begin(writing)
    report = Report.everything.get()
    assert response["Location"] == to("report", report)
    page = text(writing.get(response["Location"]))
    assert "3起" in page
    assert "群英断是非" in page
    assert page.count('href="/desk/reports/') > 5


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"end": "2024-10-31"}, "只能写到今天，2024年10月30日"),
        ({"end": "好"}, "日期写作"),
        ({"rhythm": "other"}, "自定期间要填从哪天"),
        ({"rhythm": "other", "start": "2024-10-30", "end": "2024-10-01"}, "最后一天早于第一天"),
        ({"base": "upload"}, "请选一份 docx 或 txt 稿子"),
        ({"area": "43060299"}, "43060299"),
    ],
)
def test_what_cannot_be_begun_is_told(writing: Client, changed: dict[str, str], told: str) -> None:
    assert told in text(begin(writing, **changed))
    assert not Report.everything.exists()


@pytest.mark.parametrize(
    ("rhythm", "end", "first", "last"),
    [
        ("month", "2024-10-12", "2024-10-01", "2024-10-30"),
        ("month", "2024-02-01", "2024-02-01", "2024-02-29"),
        ("half", "2024-03-05", "2024-01-01", "2024-06-30"),
        ("half", "2024-07-01", "2024-07-01", "2024-10-30"),
        ("year", "2023-05-01", "2023-01-01", "2023-12-31"),
        ("to_date", "2024-09-30", "2024-01-01", "2024-09-30"),
    ],
)
def test_the_stretch_of_a_rhythm(
    desk: Desk, writing: Client, rhythm: str, end: str, first: str, last: str
) -> None:
    begin(writing, rhythm=rhythm, end=end)
    report = Report.everything.get()
    assert (str(report.start), str(report.end)) == (first, last)


def uploaded(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_from_a_document_of_another_hand(desk: Desk, writing: Client) -> None:
    document = Document()
    for line in (
        "治理工作报告",
        "一、调解",
        "（一）群英断是非",
        "共调解各类矛盾纠纷3起，达成协议2起。",
        "新建公园12个。",
    ):
        document.add_paragraph(line)
    data = io.BytesIO()
    document.save(data)
    response = begin(writing, base="upload", file=uploaded("稿.docx", data.getvalue()))
    report = Report.everything.get()
    assert (report.title, report.template) == ("治理工作报告", "")
    assert set(PartText.everything.values_list("how", flat=True)) == {"uploaded"}
    page = text(writing.get(response["Location"]))
    assert "文中有 2 个键入的数字与记录一致" in page
    assert '<span class="ll-mark typed">3起</span>' in text(writing.get(to("part", report, 2)))
    assert writing.post(to("make-live", report)).status_code == 302
    page = text(writing.get(to("report", report)))
    assert "个键入的数字与记录一致" not in page
    assert [figure.printed for figure in content_of(report).figures] == ["3起", "2起"]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("稿.txt", b"", "文件是空的"),
        ("稿.txt", b" \n ", "文件里没有文字"),
        ("稿.docx", b"PK\x03\x04nonsense", "已损坏"),
        ("稿.pdf", b"%PDF-1.7", "这是 PDF 文件"),
        ("稿.txt", b"a\x00b", "不是文字文件"),
    ],
)
def test_a_file_nobody_can_read(writing: Client, name: str, data: bytes, told: str) -> None:
    assert told in text(begin(writing, base="upload", file=uploaded(name, data)))
    assert not Report.everything.exists()


# --- writing --------------------------------------------------------------------------------------------------


def test_a_figure_is_found_inserted_and_printed_in_another_manner(desk: Desk, writing: Client) -> None:
    report = desk.draft("开头。")
    address = to("part", report, 1)
    page = text(writing.get(address, {"q": "纠纷"}))
    assert 'data-token="{{调解各类矛盾纠纷：3起}}"' in page
    assert 'name="insert" value="mediation.cases_mediated"' in page
    page = text(writing.get(address, {"insert": "mediation.cases_mediated"}))
    assert "开头。{{调解各类矛盾纠纷}}" in page
    assert "没有叫“zzz”的指标" in text(writing.get(address, {"q": "zzz"}))
    body = "开头{{调解各类矛盾纠纷：3起}}，人工{{人工：9个}}，成功率{{调处成功率：66.7%}}。"
    chosen: dict[str, Any] = {
        "code-0": "mediation.cases_mediated", "was-0": "3起", "manner-0": "三起",
        "code-1": "mediation.success_rate", "was-1": "66.7%", "manner-1": "66.67%",
    }  # fmt: skip
    response = writing.post(address, fields(desk, report, body=body, stay="1", **chosen))
    assert response["Location"] == address
    assert bodies(report) == [
        "开头{{mediation.cases_mediated:三起}}，人工{{人工:9个}}，成功率{{mediation.success_rate:66.67%}}。"
    ]
    assert "三起" in text(writing.get(to("report", report)))


def test_a_part_that_cannot_be_read_is_told_and_kept_in_the_box(desk: Desk, writing: Client) -> None:
    report = desk.draft()
    page = text(writing.post(to("part", report, 1), fields(desk, report, body="写{{没有这个：3名}}了")))
    assert "没有叫“没有这个”的指标" in page
    assert "写{{没有这个：3名}}了" in page
    page = text(writing.post(to("preview", report, 1), {"body": "写{{没有这个：3名}}了"}))
    assert "有一个数字读不出来" in page
    assert PartText.everything.count() == 1


def test_the_preview_marks_live_true_false_and_unknown_figures(desk: Desk, writing: Client) -> None:
    report = desk.draft()
    body = f"{CASES}。达成调解协议2起。达成调解协议9起。新建公园12个。"
    page = text(writing.post(to("preview", report, 1), {"body": body, "heading": "甲"}))
    for mark in ('ll-fig">3起', 'll-mark typed">2起', 'll-mark fails">9起', 'll-mark unknown">12个'):
        assert mark in page
    assert "送审前要改" in page
    assert PartText.everything.count() == 1, "nothing is kept"


def test_who_saves_second_sees_both_texts(desk: Desk, writing: Client, signing: Client) -> None:
    report = desk.draft()
    address = to("part", report, 1)
    assert signing.post(address, fields(desk, report, body="她的话。")).status_code == 302
    page = text(writing.post(address, fields(desk, report, body="我的话。")), 409)
    assert "刚才也改了这一节" in page
    assert '<pre class="ll-theirs">她的话。</pre>' in page
    assert "我的话。</textarea>" in page
    assert 'name="base" value="2"' in page
    assert writing.post(address, fields(desk, report, body="她的话。我的话。", base=2)).status_code == 302
    assert [row.body for row in history_of(report)] == ["她的话。我的话。", "她的话。", TRUE]
    page = text(writing.get(to("history", report)))
    assert "<del>她的话。</del>" in page
    assert "<ins>她的话。我的话。</ins>" in page
    assert "改动 2 段" in page


def test_a_part_moved_meanwhile_is_still_the_part_one_writes(desk: Desk, writing: Client) -> None:
    report = desk.draft("一。", "二。")
    sent = fields(desk, report, 1, body="一，改过。")
    assert writing.post(to("move", report, 1), {"to": "down"}).status_code == 302
    assert writing.post(to("part", report, 1), sent).status_code == 302
    assert bodies(report) == ["二。", "一，改过。"]
    foreign = Part.everything.create(report=desk.draft(), position=9, level=2)
    assert writing.post(to("part", report, 1), {**sent, "part": foreign.pk}).status_code == 404


def test_words_are_not_lost_when_the_report_was_sent_meanwhile(desk: Desk, writing: Client) -> None:
    report = desk.draft()
    reviewing.send(actor=desk.signer, report=report)
    page = text(writing.post(to("part", report, 1), fields(desk, report, body="我的长篇。")))
    assert "已经送审或签发，文字不能再改" in page
    assert "我的长篇。</textarea>" in page


def test_a_report_with_a_figure_nobody_knows_any_more_can_be_mended(desk: Desk, writing: Client) -> None:
    report = desk.draft()
    PartText.everything.create(part=part(report), seq=2, heading="坏", body="{{gone.figure:3名}}")
    page = text(writing.get(to("report", report)))
    assert "没有叫“gone.figure”的指标" in page
    assert to("part", report, 1) in page
    assert "没有叫“gone.figure”的指标" in text(writing.post(to("send", report)), 409)
    assert writing.post(to("make-live", report)).status_code == 302
    for name in ("figures-json", "figure"):
        assert writing.get(to(name, report, *GETS[name])).status_code == 404
    assert writing.get(to("download", report, "docx")).status_code == 404
    assert "{{gone.figure:3名}}" in text(writing.get(to("part", report, 1)))


# --- review and signing ---------------------------------------------------------------------------------------


def test_refused_twice_mended_sent_signed_and_published(desk: Desk, writing: Client, signing: Client) -> None:
    report = desk.draft(TRUE, "新建公园12个。")
    page = text(writing.post(to("send", report)), 409)
    assert "还不能送审，有 1 处要改" in page
    assert f'<a href="{to("part", report, 2)}">“（二）第乙件”第 1 段</a>' in page
    assert "没有记录的数字不能印" in page
    assert f"{to('vouch', report)}?text=12%E4%B8%AA" in page
    assert 'value="12个"' in text(writing.get(to("vouch", report), {"text": "12个"}))
    vouched = {"text": "12个", "name": "公园", "vouched_by": "何立群", "reason": "园林局台账"}
    assert writing.post(to("vouch", report), vouched).status_code == 302
    assert "人工填报" in text(writing.get(to("report", report)))

    assert writing.post(to("send", report)).status_code == 302
    assert "两人原则" in text(writing.get(to("issue", report)))
    assert writing.post(to("issue", report), SIGNING).status_code == 403
    assert "已签发" not in text(writing.get(to("report", report)))
    wrong = text(signing.post(to("issue", report), SIGNING | {"number": "1号"}))
    assert "六角括号" in wrong
    assert signing.post(to("issue", report), SIGNING).status_code == 302
    page = text(signing.get(to("report", report)))
    assert NUMBER in page
    assert "向居民公开" in page
    assert Client().get(reverse("reports-public:report", args=(report.ref,))).status_code == 404
    assert signing.post(to("publish", report)).status_code == 302
    assert NUMBER in text(Client().get(reverse("reports-public:report", args=(report.ref,))))
    assert text(signing.post(to("send", report)), 409).count("这一步没有做成") == 1


def test_sent_back_and_taken_back(desk: Desk, writing: Client, signing: Client) -> None:
    report = desk.sent()
    assert "请写一句理由" in text(signing.post(to("send-back", report), {"reason": ""}))
    assert signing.post(to("send-back", report), {"reason": "补一句。"}).status_code == 302
    assert "补一句。" in text(writing.get(to("report", report)))
    writing.post(to("send", report))
    assert writing.post(to("take-back", report)).status_code == 302
    assert "这一步没有做成" in text(writing.post(to("take-back", report)), 409)
    report.refresh_from_db()
    assert report.is_draft


def test_a_correction_begins_at_its_explanation(desk: Desk, writing: Client) -> None:
    report = desk.issued()
    response = writing.post(to("correct", report))
    second = Report.everything.get(edition=2)
    assert response["Location"] == to("title", second)
    assert "第 2 版已经在写了" in text(writing.post(to("correct", report)), 409)
    assert "更正版正在写" in text(writing.get(to("report", report)))
    assert "还没有写更正说明" in text(writing.post(to("send", second)), 409)


# --- figures --------------------------------------------------------------------------------------------------


def test_the_page_of_a_frozen_figure_lists_the_records_it_counted_page_by_page(
    desk: Desk, writing: Client
) -> None:
    cases = [closed_case(desk.territory) for _ in range(27)]
    report = desk.sent("调处成功率{{调处成功率}}。", "共调解矛盾纠纷{{调解各类矛盾纠纷}}。")
    later = closed_case(desk.territory)
    type(cases[0]).everything.filter(pk=cases[0].pk).update(outcome_reason="补记")
    records = re.compile(r"/desk/records/dispute-case/([^/]+)/")
    everything = {case.ref for case in type(later).everything.exclude(pk=later.pk)}
    for number, query in ((2, ""), (1, "set=denominator%3Amediation.disputecase&")):
        seen: list[str] = []
        for page in (1, 2):
            found = text(writing.get(f"{to('figure', report, number)}?{query}page={page}"))
            assert "共 30 条" in found
            seen += records.findall(found)
            assert query.rstrip("&") in found
        assert (len(seen), set(seen)) == (30, everything), number
    found = text(writing.get(to("figure", report, 2)))
    assert "后来改过" in found + text(writing.get(f"{to('figure', report, 2)}?page=2"))
    assert "共 29 条" in text(writing.get(to("figure", report, 1))), "the numerator comes first"
    for number in (0, 3):
        assert writing.get(f"/desk/reports/{report.ref}/figures/{number}/").status_code == 404


def test_figures_for_machines_are_exact(desk: Desk, writing: Client) -> None:
    report = desk.public("调处成功率{{调处成功率：六成七}}。", "共调解矛盾纠纷{{调解各类矛盾纠纷：3起}}。")
    answer = json.loads(text(writing.get(to("figures-json", report))))
    assert (answer["report"], answer["state"], answer["number"]) == (report.ref, "issued", NUMBER)
    assert (answer["area"], answer["from"], answer["to"]) == ("430602", "2024-01-01", "2024-10-30")
    rate, cases = answer["figures"]
    assert (rate["indicator"], rate["value"], rate["unit"]) == ("mediation.success_rate", "66.666667", "%")
    assert (rate["printed"], rate["records"], cases["value"]) == ("六成七", 3, "3")
    assert len(cases["digest"]) == 64
    public = json.loads(text(Client().get(reverse("reports-public:figures-json", args=(report.ref,)))))
    assert public == answer
    ours = Figures(report.area, report.period).all()
    for each in answer["figures"]:
        assert each["value"] == str(ours[each["indicator"]].json_value)
        assert each["definition"] == get(each["indicator"]).definition


@pytest.mark.parametrize(("ending", "kind"), [("docx", DOCX), ("pdf", "application/pdf")])
def test_taking_the_paper_along_is_on_record(desk: Desk, writing: Client, ending: str, kind: str) -> None:
    report = desk.public()
    response = writing.get(to("download", report, ending))
    assert (response.status_code, response["Content-Type"]) == (200, kind)
    assert f".{ending}" in response["Content-Disposition"]
    act = Act.everything.get(code="reports.report.taken_along")
    assert (act.data["ending"], act.actor_id) == (ending, desk.writer_account.pk)
    public = Client().get(reverse("reports-public:download", args=(report.ref, ending)))
    assert (public.status_code, public["Content-Type"]) == (200, kind)
    assert Act.everything.filter(code="reports.report.taken_along").count() == 1, "anybody may read it"
    for name in ("reports:download", "reports-public:download"):
        assert writing.get(reverse(name, args=(report.ref, "exe"))).status_code == 404


def test_without_script_each_figure_is_a_link(desk: Desk, writing: Client) -> None:
    report = desk.public(TRUE, "成功率{{调处成功率}}。")
    page = text(writing.get(to("report", report)))
    for number in (1, 2, 3):
        assert f'href="{to("figure", report, number)}"' in page
    public = text(Client().get(reverse("reports-public:report", args=(report.ref,))))
    for code in ("cases_mediated", "agreements", "success_rate"):
        assert f"#f-mediation-{code}" in public
        assert f'id="f-mediation-{code}"' in public
    assert 'data-figure="mediation.success_rate"' in public
    assert 'data-value="66.666667"' in public
