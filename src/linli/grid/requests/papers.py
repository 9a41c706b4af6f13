"""Papers of requests: what a unit is given, what a teller is told, why something waits, and the month in figures."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from linli.common.clock import business_date
from linli.documents.paper import (
    Block,
    Cell,
    Heading,
    Layout,
    Link,
    Paper,
    Paragraph,
    Run,
    Signatures,
    Table,
    Text,
)
from linli.documents.registry import PaperKind
from linli.grid.requests import limits
from linli.grid.requests.boards.durations import NOTHING
from linli.grid.requests.boards.showing import SMALL_BASE, Board, Line, Number
from linli.grid.requests.models import PetitionReview, Request, RequestStep, RequestTask, Round, Teller, Wish
from linli.grid.requests.services.answering import drafted_answer
from linli.grid.requests.services.reviewing import last_day, reviews_of
from linli.orgs.upkeep import name_on
from linli.workflow.models import Deadline
from linli.workflow.references import Reference

WHY = "clocks and steps of a request the reader was admitted to"
ASSIGNMENT = PaperKind(
    code="grid.assignment",
    name="交办单",
    system="grid",
    source="普通格式；办理时限印在单上（参照《北京市接诉即办工作条例》）。",
)
REPLY = PaperKind(
    code="grid.reply", name="回复单", system="grid", source="普通格式；交给报事人，写明怎么办的。"
)
HOLD = PaperKind(
    code="grid.hold",
    name="挂账审批单",
    system="grid",
    source="普通格式；条件不具备的经上一级同意挂账，按期复查。",
)
ANALYSIS = PaperKind(
    code="grid.analysis",
    name="月度诉求分析",
    system="grid",
    source="普通格式；数字由事项记录算出，每个数字连到它的记录。",
)
REVIEW_PAPER = PaperKind(
    code="grid.petition_review",
    name="信访事项复查（复核）意见书",
    system="grid",
    source="《信访工作条例》：复查、复核机关自收到请求之日起 30 日内书面答复信访人",
)
KINDS = (ASSIGNMENT, REPLY, HOLD, ANALYSIS, REVIEW_PAPER)


def _said(at: datetime | None) -> str:
    if at is None:
        return "—"
    local = timezone.localtime(at)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


def _paragraph(text: str, lead: str = "", *, indent: bool = True) -> Paragraph:
    return Paragraph(runs=[Text(text)], lead=[Text(lead)] if lead else (), indent=indent)


def _rows(*rows: tuple[str, str]) -> Table:
    return Table(head=("项目", "内容"), rows=[(name, said or "—") for name, said in rows], widths=(1, 3))


def _where(request: Request) -> str:
    """As the places were called when it was told."""
    day, place = request.told_on, request.place
    names = [name_on(request.area, day), name_on(place, day) if place is not None else "", request.spot]
    return " ".join(name for name in names if name)


def _clocks(row: Request | RequestTask | PetitionReview) -> list[Deadline]:
    to = Reference.to(row)
    rows = Deadline.objects.unscoped(WHY).filter(
        target_type=to.type, target_id=to.id, dropped_at__isnull=True
    )
    return list(rows.order_by("started_at", "pk"))


def _limit(clock: Deadline) -> str:
    return f"{clock.said}，{_said(clock.due_at)}前（{clock.basis}）"


# 交办单


def assignment_paper(task: RequestTask) -> Paper:
    """What a unit or an area is given, with the limit printed on it. The teller is not named."""
    request = task.request
    to = task.unit.name if task.unit is not None else task.area.name if task.area is not None else ""
    limits = [("签收时限", _limit(each)) for each in _clocks(task)][-1:]
    running = [each for each in _clocks(request) if each.kind != "grid.answer" and each.met_at is None]
    limits += [("办理时限", _limit(each)) for each in running]
    duty = [("职责清单条目", str(task.duty_item))] if task.duty_item is not None else []
    kind = request.kind.name if request.kind is not None else ""
    return Paper(
        title="事项交办单",
        layout=Layout.PLAIN,
        number=request.number,
        addressee=to,
        blocks=[
            _paragraph("请按下面的时限办理，办好后报告结果。不属于本单位职责的，说明理由退回一次。"),
            _rows(
                ("什么事", request.text),
                ("在哪里", _where(request)),
                ("类别、缓急", "，".join(filter(None, (kind, request.get_urgency_display())))),
                ("说的时间", _said(request.told_at)),
                ("要做什么", task.asked),
                *duty,
                ("派出时间", _said(task.given_at)),
                *limits,
                ("签收", _said(task.signed_at) if task.signed_at else ""),
                ("办理结果", task.result),
            ),
            Signatures(lines=["承办人", "派单人"]),
        ],
        organ=request.holder.name,
        date=timezone.localtime(task.given_at).date(),
        seal_place=True,
        qr=reverse("requests:request", args=(request.ref,)),
    )


# 回复单


def reply_paper(request: Request, receipt: str = "") -> Paper:
    """What the teller is told, on paper, with the time it was to take. Before the answer it is a draft and says so.

    ``receipt``: the teller's, for the reader who may know the teller; its page, with the verdict, is printed as a QR.
    """
    teller = Teller.objects.in_confidence(WHY).filter(request=request).first()
    called = teller.called if teller is not None and teller.wish == Wish.NAMED else ""
    answer = request.answer or (drafted_answer(request) if request.result else "")
    day = request.answered_at or request.done_at or request.told_at
    return Paper(
        title="信访事项处理意见书" if request.is_petition else "回复单",
        layout=Layout.PLAIN,
        number=request.number,
        addressee=called or "报事的居民",
        blocks=[
            _rows(
                ("您说的事", request.text),
                ("在哪里", _where(request)),
                ("说的时间", _said(request.told_at)),
                ("怎么办的", request.result),
                ("办好时间", _said(request.done_at)),
                *[(each.name, _limit(each)) for each in _clocks(request) if each.due_at is not None],
            ),
            *([_paragraph(answer)] if answer else []),
            *([_paragraph(_review_right(request), "不服的：")] if request.is_petition else []),
            _paragraph(
                "您可以说满意、基本满意或不满意；不满意的，自动交给上一级再办一次。凭回执号在网上说，或告诉邻长、社区都行。",
                "您怎么看：",
            ),
        ],
        organ=request.holder.name,
        date=timezone.localtime(day).date(),
        seal_place=True,
        qr=reverse("portal:receipt", args=(receipt,)) if receipt else "",
        draft_mark="" if request.answered_at else "还没有答复，仅供核对",
    )


def _review_right(request: Request) -> str:
    until = last_day(request, reviews_of(request))
    by = (
        f"{until.year}年{until.month}月{until.day}日以前"
        if until is not None
        else "自收到书面答复之日起 30 日内"
    )
    return f"可以在{by}请求上一级机关复查；上一级 30 日内书面答复。（《信访工作条例》）"


# 复查（复核）意见书


def review_paper(review: PetitionReview, receipt: str = "") -> Paper:
    """The opinion of the level above: what was asked, found, and may still be asked. Undecided it is a draft."""
    request, label = review.request, Round(review.round).label
    limits = [("办理时限", _limit(each)) for each in _clocks(review)]
    further = (
        "自收到本意见书之日起 30 日内，可以请求上一级机关复核。"
        if review.round == Round.REVIEW
        else "本意见为信访终结意见。"
    )
    return Paper(
        title=f"信访事项{label}意见书",
        layout=Layout.PLAIN,
        number=request.number,
        addressee="信访人",
        blocks=[
            _rows(
                ("信访事项", request.text),
                ("原来的意见", request.answer),
                ("不服什么", review.words),
                ("申请日期", f"{review.asked_on:%Y年%m月%d日}"),
                *limits,
                ("意见", review.get_outcome_display()),
                ("理由和依据", review.opinion),
            ),
            _paragraph(further),
            Signatures(lines=["送达人", "信访人签收", "日期"]),
        ],
        organ=review.organ.name,
        date=review.decided_on or review.asked_on,
        seal_place=True,
        qr=reverse("portal:receipt", args=(receipt,)) if receipt else "",
        draft_mark="" if review.decided_on else "还没有意见，仅供核对",
    )


# 挂账审批


def hold_paper(request: Request) -> Paper:
    """Why it waits, until when, and who agreed."""
    steps = RequestStep.objects.in_confidence(WHY).filter(request=request, verb="suspend")
    step = steps.order_by("-at", "-pk").first()
    review = [each for each in _clocks(request) if each.kind == "grid.suspended.review"][-1:]
    at = step.at if step is not None else request.told_at
    return Paper(
        title="挂账审批单",
        layout=Layout.PLAIN,
        number=request.number,
        blocks=[
            _rows(
                ("什么事", request.text),
                ("在哪里", _where(request)),
                ("说的时间", _said(request.told_at)),
                ("在谁手里", request.holder.name),
                ("为什么现在办不了", step.words if step is not None else ""),
                ("什么时候、具备什么条件再办", request.plan),
                ("挂账时间", _said(at)),
                *[("下次复查", f"{_said(each.due_at)}前") for each in review],
            ),
            _paragraph(
                f"挂账期间时限停走，每 {limits.said('review')}复查一次；条件具备了恢复办理。理由和计划告诉报事人。"
            ),
            Signatures(lines=["申请人", "上一级同意人"]),
        ],
        organ=request.holder.name,
        date=timezone.localtime(at).date(),
        seal_place=True,
        qr=reverse("requests:request", args=(request.ref,)),
        draft_mark="" if step is not None else "没有挂账，仅供核对",
    )


# 月度诉求分析


def _linked(number: Number, code: str) -> Run:
    said = f"{number.count:,}"
    return Link(said, number.address, figure={"figure": code}) if number.address else Text(said)


def _table(lines: Sequence[Line], first: str, *, middle: bool = False) -> Table:
    head = [first, "说的", "没办完", "超时限", "挂账", *(["一半在多久内答复"] if middle else [])]
    rows: list[list[Cell]] = [
        [
            line.name,
            *([_linked(n, f"requests.{n.label}")] for n in line.numbers),
            *([line.middle] if middle else []),
        ]
        for line in lines
    ]
    return Table(head=head, rows=rows, numeric=range(1, len(head)))


def analysis_paper(board: Board) -> Paper:
    """The month, or whatever period was asked for: written by the figures alone, each leading to its records."""
    asked = board.asked
    told, open_, late, stuck = board.totals
    return Paper(
        title=f"{asked.area.name}诉求分析\n（{asked.period}）",
        layout=Layout.PLAIN,
        blocks=[
            Heading(level=1, runs=[Text("一、总的情况")]),
            Paragraph(
                runs=[
                    Text("期间内群众说的事"),
                    _linked(told, "grid.requests_told"),
                    Text("件，已经办好"),
                    _linked(board.settled, "grid.requests_settled"),
                    Text(f"件，{_half(board.middle)}期末没办完的"),
                    _linked(open_, "grid.requests_open"),
                    Text("件，其中超时限的"),
                    _linked(late, "grid.requests_late"),
                    Text("件、挂账的"),
                    _linked(stuck, "grid.requests_stuck"),
                    Text("件。"),
                ]
            ),
            Heading(level=1, runs=[Text("二、按类别")]),
            _table(board.by_kind, "类别", middle=True),
            *_areas(board),
            Heading(level=1, runs=[Text(f"{'四' if board.by_area else '三'}、在哪一级办好")]),
            Table(
                head=("级别", "件", "占办好的"),
                rows=[
                    [line.name, [_linked(line.numbers[0], "grid.requests_settled")], line.share]
                    for line in board.by_level
                ],
                numeric=(1, 2),
            ),
            Heading(level=1, runs=[Text(f"{'五' if board.by_area else '四'}、报事人怎么说")]),
            *_opinions(board),
        ],
        organ=asked.area.name,
        date=business_date(),
        notes=["数字由事项记录算出，网页版每个数字连到它的记录。按行政区划代码排列，不排名次；没有个人的数字。"],
    )  # fmt: skip


def _half(middle: str) -> str:
    return "还没有答复过的。" if middle == NOTHING else f"答复过的一半用了{middle.removesuffix('以内')}以内。"


def _areas(board: Board) -> list[Block]:
    if not board.by_area:
        return []
    return [
        Heading(level=1, runs=[Text(f"三、按{board.kind_label}")]),
        _table(board.by_area, board.kind_label),
    ]


def _opinions(board: Board) -> list[Block]:
    found: list[Block] = []
    for figure, address, (over, under), small in board.rates:
        runs: list[Any] = [Text(figure.indicator.name)]
        if figure.value is None:
            runs.append(Text("：还没有可以相除的记录。"))
        else:
            runs += [
                Link(f"{figure.printed}%", address, figure={"figure": figure.code}),
                Text(f"（{over.label}"),
                _linked(over, figure.code),
                Text(f"件，{under.label}"),
                _linked(under, figure.code),
                Text(f"件）。{f'不足 {SMALL_BASE} 件，比率容易波动。' if small else ''}"),
            ]
        found.append(Paragraph(runs=runs))
    head = ("办到哪一步", "满意", "基本满意", "不满意", "回访记下", "没评价")
    rows: list[list[Cell]] = [
        [line.name, *([_linked(n, "grid.requests_told")] for n in line.numbers)] for line in board.verdicts
    ]
    if rows:
        found.append(Table(head=head, rows=rows, numeric=(1, 2, 3, 4)))
    return found
