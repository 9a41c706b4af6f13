"""The demo's academy: opened on 20 June 2024 in 鹰山社区; three classes and a salon by the business date."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from linli.academy.models import (
    ClassKind,
    Course,
    CourseForm,
    Enrolment,
    LearnerKind,
    Result,
    Session,
    Target,
    Teacher,
    TeacherKind,
    Track,
    TrainingClass,
)
from linli.academy.states import (
    ABSENT,
    ARCHIVED,
    ATTENDED,
    CANCELLED,
    COMPLETED,
    ENROLLING,
    EVALUATED,
    FINISHED,
    HELD,
    ON_LEAVE,
)
from linli.common.world import Worker, World
from linli.orgs.models.organisation import OrganisationKind

CLASSES, SALONS, ATTENDANCES = 3, 1, 396
OPENED = date(2024, 6, 20)
HOME = "鹰山社区"
PLACE = "岳阳市新时代社区工作者培训学院（区图书馆）"


@dataclass(frozen=True)
class _Plan:
    """One class; ``share``: its part of the attendances that count."""

    kind: ClassKind
    theme: str
    start: date
    days: int
    target: Target
    state: str
    share: int


CLASS_PLANS = (
    _Plan(
        ClassKind.CLASS, "社区（村）党组织书记履职能力提升", date(2024, 6, 20), 3, Target.HEADS, ARCHIVED, 104
    ),
    _Plan(ClassKind.CLASS, "社区治理实务与矛盾调解", date(2024, 7, 23), 3, Target.DEPUTIES, ARCHIVED, 98),
    _Plan(ClassKind.CLASS, "专职工作者群众工作能力", date(2024, 9, 10), 4, Target.FULL_TIME, FINISHED, 112),
)
SALON_PLANS = (
    _Plan(ClassKind.SALON, "小区议事怎样议得成", date(2024, 10, 16), 1, Target.FULL_TIME, EVALUATED, 82),
)
OTHER_PLANS = (
    _Plan(
        ClassKind.ON_SITE, "荣发小区物业型集体经济现场教学", date(2024, 8, 15), 1, Target.HEADS, FINISHED, 38
    ),
    _Plan(
        ClassKind.CONTEST, "社区书记领衔治理项目交流比武", date(2024, 10, 25), 1, Target.HEADS, CANCELLED, 0
    ),
    _Plan(
        ClassKind.CONTEST, "社区书记领衔治理项目交流比武", date(2024, 10, 30), 1, Target.HEADS, ENROLLING, 0
    ),
)
TEACHERS = (
    (TeacherKind.SECRETARY, "长沙示范社区书记，社区治理"),
    (TeacherKind.SECRETARY, "小区党建、邻里议事"),
    (TeacherKind.OFFICIAL, "党建引领基层治理"),
    (TeacherKind.OFFICIAL, "应急防汛"),
    (TeacherKind.EXPERT, "社会工作方法"),
    (TeacherKind.EXPERT, "心理疏导"),
    (TeacherKind.LAWYER, "物业纠纷、民法典"),
    (TeacherKind.SUPERVISOR, "个案与小组工作"),
    (TeacherKind.NOTABLE, "群英断是非"),
)
COURSES = (
    ("一名社区书记的一天", Track.GOVERNANCE, CourseForm.CASE, 3, 0),
    ("小区党支部怎样建", Track.PARTY_SPIRIT, CourseForm.LECTURE, 3, 1),
    ("党的创新理论与基层治理", Track.THEORY, CourseForm.LECTURE, 3, 2),
    ("汛期社区应急处置", Track.EMERGENCY, CourseForm.SIMULATION, 3, 3),
    ("群众来了怎么谈", Track.MASSES, CourseForm.SEMINAR, 3, 4),
    ("一线工作者的情绪管理", Track.PSYCHOLOGY, CourseForm.IMMERSIVE, 2, 5),
    ("业主共同决定：民法典第二百七十八条", Track.PROPERTY, CourseForm.CASE, 3, 6),
    ("社区常用法律问答", Track.LAW, CourseForm.SEMINAR, 2, 6),
    ("个案工作五步法", Track.GOVERNANCE, CourseForm.SIMULATION, 3, 7),
    ("请群英来断是非", Track.MEDIATION, CourseForm.IMMERSIVE, 3, 8),
    ("一张表里的数据", Track.DIGITAL, CourseForm.ON_SITE, 2, 7),
)
ROOMS = ("教学区一号教室", "教学区研讨室", "阅览区报告厅")
HALF_DAYS = ((time(9), time(11, 30)), (time(14, 30), time(17)))
ENROLMENT = ("training_class_id", "person_id", "learner_kind", "community_id", "nominated_by_id", "status",
             "attended_on", "attended_until", "study_hours", "result", "note")  # fmt: skip
TRAINING_CLASS = ("id", "area_id", "kind", "number", "theme", "starts_on", "ends_on", "target", "place", "quota",
                  "budget_fen", "head_teacher_id", "state", "cancel_reason")  # fmt: skip


class _Academy:
    """Draws teachers, courses, classes, lessons, learners."""

    def __init__(self, world: World) -> None:
        self.world, self.rng = world, world.rng("academy")
        self.committees = {o.area_id: o.id for o in world.orgs_of((OrganisationKind.COMMITTEE,))}
        self.head_teachers = [world.person(world.named(HOME).id) for _ in range(2)]
        self.courses: list[tuple[int, int]] = []
        self.classes: list[tuple[object, ...]] = []
        self.sessions: list[tuple[object, ...]] = []
        self.enrolments: list[tuple[object, ...]] = []
        self.seen: set[int] = set()

    def library(self) -> None:
        world, writer, district = self.world, self.world.writer, self.world.district.id
        teachers = [writer.next_id(Teacher) for _ in TEACHERS]
        rows = zip(teachers, TEACHERS, strict=True)
        fields: Sequence[str] = ("id", "area_id", "person_id", "kind", "topics", "valid_from")
        writer.write(
            Teacher, fields, ((key, district, world.person(district), k, t, OPENED) for key, (k, t) in rows)
        )
        courses = []
        for n, (title, track, form, hours, owner) in enumerate(COURSES):
            key = writer.next_id(Course)
            self.courses.append((key, teachers[owner]))
            courses.append((key, district, title, track, form, hours, n % 3 != 2, teachers[owner]))
        fields = ("id", "area_id", "title", "track", "form", "study_hours", "is_fine", "owner_id")
        writer.write(Course, fields, courses)

    def hold(self, plan: _Plan, number: int, attending: int) -> None:
        key = self.world.writer.next_id(TrainingClass)
        last = plan.start + timedelta(days=plan.days - 1)
        reason = "与国庆后防汛复盘冲突，改到月底。" if plan.state == CANCELLED else ""
        self.classes.append((key, self.world.district.id, plan.kind, number, plan.theme, plan.start, last, plan.target,
                             PLACE, max(20, round(attending * 1.1 / 10) * 10), plan.days * attending * 8_000,
                             self.head_teachers[number % 2], plan.state, reason))  # fmt: skip
        if plan.state in HELD:
            self._lessons(key, plan)
            self._learners(key, plan, last, attending)

    def _lessons(self, training: int, plan: _Plan) -> None:
        halves = HALF_DAYS if plan.days > 1 else HALF_DAYS[:1]
        drawn = self.rng.sample(self.courses, min(len(self.courses), plan.days * len(halves)))
        for n, (course, teacher) in enumerate(drawn):
            begins, ends = halves[n % len(halves)]
            day = plan.start + timedelta(days=n // len(halves))
            self.sessions.append((training, day, begins, ends, course, teacher, self.rng.choice(ROOMS)))

    def _learners(self, training: int, plan: _Plan, last: date, attending: int) -> None:
        """Those who came, a few who did not, and to salons leads as well, who are not community workers."""
        rng = self.rng
        missing = max(1, attending // 16)
        people = self._sent(attending + missing)
        until = last + timedelta(days=1)
        for n, worker in enumerate(people):
            committee = self.committees.get(worker.community_id)
            head = (training, worker.person_id, LearnerKind.WORKER.value, worker.community_id, committee)
            if n >= attending:
                status = rng.choice((ABSENT, ON_LEAVE, ON_LEAVE))
                note = rng.choice(("防汛值守", "生病", "家中有事")) if status == ON_LEAVE else ""
                self.enrolments.append((*head, status, None, None, None, "", note))
                continue
            came = plan.start + timedelta(days=1 if plan.days > 1 and rng.random() < 0.04 else 0)
            finishes = plan.state != EVALUATED and rng.random() < 0.97
            self.enrolments.append((*head, COMPLETED if finishes else ATTENDED, came, until,
                                    plan.days * 6 if finishes else None,
                                    rng.choices(Result.values, (8, 2, 0))[0] if finishes else "", ""))  # fmt: skip
        if plan.kind is ClassKind.SALON:
            for community in rng.sample(self.world.of_kind("community"), self.world.scaled(18, 2)):
                self.enrolments.append((training, self.world.person(community.id), LearnerKind.LEAD.value, community.id,
                                        None, ATTENDED, plan.start, until, None, "", ""))  # fmt: skip

    def _sent(self, count: int) -> list[Worker]:
        """Workers who have not been yet come first: few go twice."""
        workers = list(self.world.workers)
        if len(workers) < count:
            raise ValueError(f"{len(workers)} workers, {count} are sent to a class")
        self.rng.shuffle(workers)
        workers.sort(key=lambda worker: worker.person_id in self.seen and self.rng.random() < 0.8)
        sent = workers[:count]
        self.seen |= {worker.person_id for worker in sent}
        return sent

    def write(self) -> None:
        writer = self.world.writer
        writer.write(TrainingClass, TRAINING_CLASS, self.classes)
        fields = ("training_class_id", "held_on", "starts_at", "ends_at", "course_id", "teacher_id", "room")
        writer.write(Session, fields, self.sessions)
        writer.write(Enrolment, ENROLMENT, self.enrolments)


def build(world: World) -> None:
    """The library, the classes held, and who came."""
    academy = _Academy(world)
    academy.library()
    classes = CLASS_PLANS[-world.scaled(CLASSES) :]
    salons = SALON_PLANS[-world.scaled(SALONS) :]
    counted = (*classes, *salons)
    shares = world.spread(world.scaled(ATTENDANCES), [plan.share for plan in counted])
    attending = dict(zip(counted, shares, strict=True))
    others = OTHER_PLANS if world.size == "full" else OTHER_PLANS[1:]
    numbers: dict[ClassKind, int] = {}
    for plan in sorted((*counted, *others), key=lambda plan: plan.start):
        number = numbers.get(plan.kind, 0) + 1
        if plan.state != CANCELLED:
            numbers[plan.kind] = number
        academy.hold(plan, number, attending.get(plan, world.scaled(plan.share, 0)))
    academy.write()
