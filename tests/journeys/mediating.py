"""A case led through its pages by a community worker: each act is found by what is written on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pytest

from linli.mediation.models import DisputeCase, Party
from linli.people.models import Person
from tests.grid.requests import Loop
from tests.journeys.walking import DESK, PHONE, Walk, Walker
from tests.mediation.rows import notable
from tests.mediation.walk import committee

CASES = "/desk/mediation/"
KIN = "何亲"
GROUNDS = ("kin", "household", "interest", "employer", "estate")
POOL = ("任建新", "毛晓云", "卢广仲", "骆平", "乐怡", KIN)
"""Listed; the last is kin of a party."""


def peopled(loop: Loop) -> Person:
    """A committee, six listed notables, a worker and an official with names; gives the committee's chair."""
    territory = loop.territory
    _, chair = committee(territory)
    for name in POOL:
        knows = [] if name == KIN else ["building"]
        notable(territory, person=territory.person(name=name), expertise=knows)
    for actor, name in ((loop.community, "周敏"), (loop.department, "肖工")):
        assert actor.account is not None
        assert actor.account.person is not None
        actor.account.person.name = name
        actor.account.person.save()
    return chair


@dataclass
class Desk:
    """A worker, and the one case on the desk."""

    worker: Walker

    @property
    def case(self) -> DisputeCase:
        """As it is now."""
        return DisputeCase.everything.get()

    @property
    def page(self) -> str:
        """Its address."""
        return f"{CASES}cases/{self.case.ref}/"

    def register(self, **about: str) -> None:
        """From the list to its page."""
        worker = self.worker
        worker.go(CASES)
        worker.follow("登记纠纷")
        chosen = {key: about.pop(key) for key in ("kind", "special", "intensity", "place") if key in about}
        worker.choose(**chosen)
        worker.fill(**about)
        worker.click("登记")
        worker.sees("已登记", "审查要不要受理")

    def do(self, link: str, button: str = "", **filled: str) -> None:
        """Follow a link of the case's page, fill in, press."""
        self.worker.follow(link)
        self.worker.fill(**filled)
        self.worker.click(button or link)

    def enter(self, number: int, side: str, name: str, *, last: bool, **about: str) -> None:
        """One party on the form that is open; then the next, or back to the case."""
        worker = self.worker
        worker.choose(side=side, sex="f" if number % 2 else "m")
        values = {"name": name, "ethnicity": "汉族", "age": str(41 + 3 * number), "occupation": "退休教师"}
        worker.fill(**values, **about)
        worker.click("登记" if last else "登记，再登记一方")

    def tick(self, *labels: str) -> None:
        """Boxes by what is written beside them."""
        for label in labels:
            self.worker.page.get_by_label(label).first.check()

    def otherwise(self, **chosen: str) -> None:
        """In the table of those who say otherwise, unfolded first."""
        table = self.worker.page.locator(".ll-round")
        if table.get_attribute("open") is None:
            table.locator("summary").click()
        self.worker.choose(**chosen)

    def none_of_the_grounds(self) -> None:
        """Everything asked about recusal, and nothing found."""
        for ground in GROUNDS:
            self.worker.page.check(f"[name={ground}][value=no]")

    def minutes(self, kind: str, **said: str) -> None:
        """Of one meeting, from the next step."""
        self.do(f"记录{kind}", "记下", **({"place": "社区调解室"} | said))

    def clauses(self, rows: Iterable[Sequence[str]]) -> None:
        """Who, to whom, what, how much, by when, how; each unfolded where it is not yet."""
        page = self.worker.page
        for number, (who, to, duty, yuan, due, way) in enumerate(rows, 1):
            fold = page.locator(".ll-clause").nth(number - 1)
            if fold.get_attribute("open") is None:
                fold.locator("summary").click()
            self.worker.choose(**{f"clause_{number}_who": who, f"clause_{number}_to": to})
            words = {"duty": duty, "fen": yuan, "due": due, "way": way}
            self.worker.fill(**{f"clause_{number}_{part}": said for part, said in words.items()})

    def narrow(self) -> None:
        """The same page on a phone."""
        self.worker.page.set_viewport_size({"width": PHONE, "height": 844})
        self.worker.sound_here()

    def wide(self) -> None:
        """And again at the desk."""
        self.worker.page.set_viewport_size({"width": DESK, "height": 844})


def party(name: str) -> Party:
    """By name."""
    return Party.everything.get(name=name)


@pytest.fixture
def desk(loop: Loop, walk: Walk) -> Desk:
    """A community worker at a desk, where a committee and notables are."""
    peopled(loop)
    return Desk(walk.worker(loop.community))
