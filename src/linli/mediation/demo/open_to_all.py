"""What of the demo's cases everybody may see: draws to recompute, and two cases told with everybody's consent."""

from datetime import datetime, time, timedelta
from itertools import count

from linli.common.world import World
from linli.mediation import drawing
from linli.mediation.demo.files import WHY, Rows
from linli.mediation.models import (
    ChosenBy,
    DisputeCase,
    Draw,
    Matter,
    Notable,
    Panel,
    PanelMember,
    Party,
    PartyConsent,
    Reason,
    Story,
    Way,
)
from linli.workflow.calendar import SHANGHAI

EVERY = 4
"""One panel in so many was drawn."""
STORIES = (
    (
        "几句话说开，门口又通了",
        "两家人为一件放了很久的事不说话了。群英先到两家分头坐，再请两家坐到一起，把话说完。\n\n"
        "住户甲先让一步，住户乙也应了一件事。怎么做、哪天做，一条一条写下来，都做到了。",
    ),
    (
        "不争谁对，先商量怎么办",
        "一开始各说各的理。懂行的群英看了现场，说清了能做什么、要多少钱；另一位两边都熟，劝大家先听完。\n\n"
        "住户甲出一部分，住户乙出一部分，约好了日子。过后去看，两家还互相打招呼。",
    ),
)


def build(world: World) -> None:
    """After the files, for it reads panels and parties."""
    rows = Rows(world)
    _draws(rows)
    _stories(world, rows)
    rows.write()


def _draws(rows: Rows) -> None:
    panels = Panel.objects.unscoped(WHY).select_related("case").order_by("pk")
    for panel in panels[::EVERY]:
        members = PanelMember.objects.unscoped(WHY).filter(panel=panel, notable__isnull=False)
        member = members.select_related("notable").first()
        if member is None or member.notable is None:
            continue
        listed = Notable.objects.unscoped(WHY).filter(community=panel.case.community_id, left_on__isnull=True)
        others = listed.exclude(pk=member.notable.pk).order_by("pk").values_list("ref", flat=True)[:6]
        pool = sorted([member.notable.ref, *others])
        seed = next(
            words
            for number in count(1)
            if drawing.draw(words := f"演示用的公开随机数 {number}", pool, 1) == [member.notable.ref]
        )
        rows.add(
            Draw,
            panel_id=panel.pk,
            seed=seed,
            seed_source="演示数据，不是真的开奖号码",
            method=drawing.METHOD,
            pool=pool,
            drawn=[member.notable.ref],
            size=1,
            closed_at=datetime.combine(member.joined_on - timedelta(days=1), time(15), SHANGHAI),
            drawn_at=datetime.combine(member.joined_on, time(9), SHANGHAI),
        )
        Panel.objects.unscoped(WHY).filter(pk=panel.pk).update(chosen_by=ChosenBy.DRAW)
        members.update(chosen_by=ChosenBy.DRAW, reason=Reason.NEUTRAL, reason_words="随机抽取")


def _stories(world: World, rows: Rows) -> None:
    cases = DisputeCase.objects.unscoped(WHY).filter(stage="following_up").order_by("closed_on", "pk")
    for case, (title, text) in zip(cases, STORIES, strict=False):
        day = case.closed_on or world.today
        for party in Party.objects.unscoped(WHY).filter(case=case).order_by("serial"):
            rows.add(
                PartyConsent,
                party_id=party.pk,
                matter=Matter.STORY.value,
                given=True,
                answered_on=day,
                way=Way.PAPER.value,
            )
        rows.add(Story, case_id=case.pk, title=title, text=text, valid_from=day)
