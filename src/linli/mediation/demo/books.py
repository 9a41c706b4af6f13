"""The demo's two small books: lost-work subsidies of mediators, and questions put to the notables."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from linli.common.world import World
from linli.mediation.demo.committees import Seated
from linli.mediation.models import Consultation, Notable, Subsidy, Voice

WHY = "the demo is being built"
BEGIN = date(2024, 3, 4)
HALF_DAY_FEN = 5_000
BASIS = "每半天 50 元，区财政局文件"
QUESTIONS = (
    ("拆出来的空地建什么", "多数人要小广场，带凳子和健身器材；已列入改造方案。"),
    ("非机动车棚装在哪一边", "装在东侧，离窗户远一些；充电桩分两处。"),
    ("楼道扶手和坡道先修哪几处", "先修老人多的单元，其余排到明年。"),
)
HEARD = ("要有坐的地方", "别占消防通道", "晚上要有灯", "孩子有地方玩", "离窗户远一点", "先照顾老人多的单元")
SUBSIDISED, ASKED = 180, 60
"""In the whole district."""


def build(world: World, seated: Mapping[int, Seated]) -> None:
    """After roster and committees."""
    rng = world.rng("mediation.books")
    listed = defaultdict(list)
    rows = Notable.objects.unscoped(WHY).filter(left_on__isnull=True, listed_on__lt=BEGIN).order_by("pk")
    for notable, community in rows.values_list("pk", "community_id"):
        listed[community].append(notable)
    subsidies = []
    for place in world.pick_places(rng, world.scaled(SUBSIDISED, least=4)):
        day, halves = world.day(rng, BEGIN, world.today - timedelta(days=3)), rng.choice((1, 1, 2))
        paid = day + timedelta(days=rng.randint(5, 40))
        person = rng.choice((seated[place.id].chair, seated[place.id].woman))
        paid_on = paid if paid <= world.today else None
        subsidies.append((place.id, person, day, halves, halves * HALF_DAY_FEN, BASIS, paid_on))
    last = seated and max(seated)
    if last:  # one is always waiting to be paid out
        subsidies.append(
            (last, seated[last].chair, world.today - timedelta(days=2), 1, HALF_DAY_FEN, BASIS, None)
        )
    fields = ("community_id", "person_id", "day", "half_days", "amount_fen", "basis", "paid_on")
    world.writer.write(Subsidy, fields, subsidies)

    consultations, voices = [], []
    places = [place for place in world.of_kind("community") if listed[place.id]]
    for n, place in enumerate(rng.sample(places, min(len(places), world.scaled(ASKED, least=3)))):
        question, findings = QUESTIONS[n % len(QUESTIONS)]
        opened = world.day(rng, BEGIN, world.today - timedelta(days=25))
        closed = opened + timedelta(days=20) if n % 3 else None
        key = world.writer.next_id(Consultation)
        consultations.append((key, place.id, question, opened, closed, findings if closed else ""))
        asked = rng.sample(listed[place.id], min(3, len(listed[place.id])))
        voices += [
            (key, notable, opened + timedelta(days=rng.randint(1, 18)), rng.randint(6, 30), rng.choice(HEARD))
            for notable in asked
        ]
    told = ("id", "community_id", "question", "opened_on", "closed_on", "findings")
    world.writer.write(Consultation, told, consultations)
    world.writer.write(Voice, ("consultation_id", "notable_id", "heard_on", "doors", "words"), voices)
