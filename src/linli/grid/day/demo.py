"""The demo's visits: a few lines of leads who like to write them down. Most do not, and nobody has to."""

from datetime import timedelta
from typing import Any

from linli.common.world import World
from linli.grid.day.models import How, Visit
from linli.orgs.selectors import in_force
from linli.people.models import Post, Stay

WHY = "the demo is being built"
LEADS, WRITING = 60, 0.4
# how, what; whether at a door
LINES = (
    (How.WALK, "绕楼走了一圈，楼道里的纸箱都清走了", False),
    (How.LOOK, "看了新装的充电口，插头没有松", False),
    (How.LISTEN, "说楼上半夜有响动，答应先去问问", True),
    (How.ASK, "问了出院后吃饭方便不方便，女儿周末会来", True),
    (How.HELP, "帮着在手机上交了医保", True),
    (How.ASK, "", True),
    (How.WALK, "下雨前看了看雨水口，掏了两片叶子", False),
    (How.HELP, "把门口的旧沙发一起抬到大件点", True),
)


def build(world: World) -> None:
    """The lead with the demo's account writes most days; of others in that and other places, some do."""
    rng = world.rng("grid.visits")
    first = {world.named("高山坡社区").id, world.named("奇家社区").id}
    held = [h for h in world.appointments if h.post == Post.NEIGHBOUR_LEAD and h.end is None]
    known = [h for h in held if world.community_of(world.places[h.area_id]).id in first]
    writing = [known[0], *(h for h in [*known[1:], *held[:LEADS]] if rng.random() < WRITING)]
    writing = list({h.id: h for h in writing}.values())
    doors: dict[int, list[int]] = {}
    stays = Stay.objects.unscoped(WHY).filter(
        in_force(world.today), neighbourhood__in=[h.area_id for h in writing]
    )
    for area, household in stays.order_by("pk").values_list("neighbourhood_id", "household_id"):
        doors.setdefault(area, []).append(household)
    rows: list[tuple[Any, ...]] = []
    for n, each in enumerate(writing):
        for ago in sorted(rng.sample(range(45), 8 if n == 0 else rng.randint(1, 5)), reverse=True):
            how, note, at_a_door = LINES[len(rows) % len(LINES)]
            near = doors.get(each.area_id)
            door = rng.choice(near) if at_a_door and near else None
            rows.append((each.id, world.today - timedelta(days=ago), how.value, note, door))
    world.writer.write(Visit, ("appointment_id", "day", "how", "note", "household_id"), rows)
