"""How long personal data is kept, and by when a request is answered: rows of the clock table.

What a law fixes cannot be set; the others are the district's own practice (domain.md §6.3) and can, through
``workflow.services.set_clock``.
"""

from linli.workflow import clocks
from linli.workflow.clocks import OWN_PRACTICE, PERSONAL_DATA_LAW, ClockRule, Direction
from linli.workflow.deadlines import Unit

ANSWER = "privacy.request.answer"
OFFICE = "privacy.keep.office"
PAY = "privacy.keep.pay"
EMPLOYMENT = "privacy.keep.employment"
NETWORK_LOG = "data.network_log.keep"
CONTACT = "privacy.keep.contact"
VISIT = "privacy.keep.visit"
TRAINING = "privacy.keep.training"
JOB_SEEKER = "privacy.keep.job_seeker"
CONSENT = "privacy.keep.consent"
REQUEST = "privacy.keep.request"
HOUSEHOLD = "privacy.keep.household"
TAG = "privacy.keep.household_tag"
UNUSED = "privacy.keep.unused"
OPINION = "privacy.keep.opinion"


def _law(code: str, thing: str, event: str, amount: int, unit: Unit, basis: str) -> ClockRule:
    return ClockRule(
        code=code,
        object=thing,
        event=event,
        amount=amount,
        unit=unit,
        direction=Direction.AT_LEAST,
        basis=basis,
    )


def _own(
    code: str,
    thing: str,
    event: str,
    amount: int,
    unit: Unit,
    basis: str = OWN_PRACTICE,
    direction: Direction = Direction.AFTER,
) -> ClockRule:
    return ClockRule(
        code=code,
        object=thing,
        event=event,
        amount=amount,
        unit=unit,
        direction=direction,
        basis=basis,
        configurable=True,
    )


RULES = (
    _own(
        ANSWER,
        "答复个人信息请求",
        "收到",
        15,
        Unit.WORKDAY,
        f"{PERSONAL_DATA_LAW}第五十条要求便捷受理；期限为区内约定",
        Direction.WITHIN,
    ),
    _law(
        OFFICE,
        "任职和工作档案",
        "离任或办结",
        10,
        Unit.YEAR,
        "《机关文件材料归档范围和文书档案保管期限规定》",
    ),
    _law(PAY, "工资发放记录", "发放", 30, Unit.YEAR, "《会计档案管理办法》"),
    _law(EMPLOYMENT, "用工记录", "离职", 2, Unit.YEAR, "《劳动合同法》第五十条"),
    _own(CONTACT, "联系方式", "办结", 1, Unit.YEAR),
    _own(OPINION, "提意见的人的联系方式", "答复", 90, Unit.DAY),
    _own(VISIT, "走访记录", "走访", 2, Unit.YEAR),
    _own(TRAINING, "培训记录", "结业", 3, Unit.YEAR),
    _own(JOB_SEEKER, "求职登记", "登记到期", 180, Unit.DAY),
    _own(CONSENT, "同意的凭据", "到期或撤回", 3, Unit.YEAR, f"参照{PERSONAL_DATA_LAW}第五十六条"),
    _own(REQUEST, "个人信息请求", "答复", 3, Unit.YEAR, f"参照{PERSONAL_DATA_LAW}第五十六条"),
    _own(TAG, "户的标记", "标记到期", 1, Unit.DAY),
    _own(HOUSEHOLD, "户的联系人和电话", "户注销", 30, Unit.DAY),
    _own(UNUSED, "没有用处的人员档案", "建档", 180, Unit.DAY),
)


def register_all() -> None:
    """Called when the room starts."""
    for rule in RULES:
        clocks.register(rule)
