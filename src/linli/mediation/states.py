"""How a dispute case and an illegal building move (domain.md 4.3.5; the six links of 东茅岭街道 as stages)."""

from linli.workflow.clocks import MEDIATION_LAW
from linli.workflow.machines import Machine, Need, State, Tone, Transition, register

_WRITE = "mediation.case.work"
_OUTCOME_REASON = Need("outcome_reason", "结果说明")
_CLOSED_ON = Need("closed_on", "结案日期")

REGISTERED, ACCEPTED, ARCHIVED = "registered", "accepted", "archived"
IN_MEDIATION = (
    "informed",
    "matching",
    "visiting",
    "convened",
    "hearing",
    "consulting",
    "judging",
    "settling",
)
CLOSED_STAGES = ("performing", "following_up", "concluded", ARCHIVED)


def _onward(verb: str, label: str, source: str, target: str, rule: str = "") -> Transition:
    return Transition(verb=verb, label=label, sources=(source,), target=target, policy=_WRITE, rule=rule)


CASE = register(
    Machine(
        name="mediation.case",
        label="调解案件",
        attribute="stage",
        states=(
            State(REGISTERED, "受理审查", Tone.GOING),
            State(ACCEPTED, "已受理，待告知", Tone.GOING),
            State("informed", "已告知权利义务", Tone.GOING),
            State("matching", "以案挖群英", Tone.GOING),
            State("visiting", "带案访群英", Tone.GOING),
            State("convened", "组团", Tone.GOING),
            State("hearing", "听证邀群英", Tone.GOING),
            State("consulting", "会诊靠群英", Tone.GOING),
            State("judging", "群英明是非", Tone.GOING),
            State("settling", "群英作调停", Tone.GOING),
            State("performing", "履行监督", Tone.GOING, public_text="已达成协议"),
            State("following_up", "回访", Tone.GOING, public_text="已达成协议"),
            State("concluded", "已结案，待归档", Tone.NEUTRAL),
            State(ARCHIVED, "已归档", Tone.DONE, final=True),
        ),
        transitions=(
            Transition(
                verb="accept",
                label="受理",
                sources=(REGISTERED,),
                target=ACCEPTED,
                policy=_WRITE,
                required=(Need("accepted_on", "受理日期"), Need("due_on", "应办结日期")),
                rule=f"{MEDIATION_LAW}第十七条",
                deadline="mediation.settle",
            ),
            Transition(
                verb="decline",
                label="不予受理",
                sources=(REGISTERED,),
                target="concluded",
                policy=_WRITE,
                required=(_CLOSED_ON, _OUTCOME_REASON),
                rule=f"{MEDIATION_LAW}第十七条",
            ),
            Transition(
                verb="inform",
                label="告知权利义务",
                sources=(ACCEPTED,),
                target="informed",
                policy=_WRITE,
                required=(Need("consents", "各方同意调解", kept=False),),
                rule=f"{MEDIATION_LAW}第十七条",
            ),
            _onward("match", "以案挖群英", "informed", "matching"),
            _onward("visit", "带案访群英", "matching", "visiting"),
            _onward("convene", "组团", "visiting", "convened", f"{MEDIATION_LAW}第二十条"),
            _onward("hear", "听证邀群英", "convened", "hearing"),
            _onward("consult", "会诊靠群英", "hearing", "consulting"),
            _onward("judge", "群英明是非", "consulting", "judging"),
            _onward("settle", "群英作调停", "judging", "settling"),
            Transition(
                verb="agree",
                label="达成协议",
                sources=IN_MEDIATION,
                target="performing",
                policy=_WRITE,
                required=(_CLOSED_ON,),
                optional=(Need("amount_fen", "涉及金额"),),
                rule=f"{MEDIATION_LAW}第二十八条",
            ),
            Transition(
                verb="fail",
                label="未达成",
                sources=IN_MEDIATION,
                target="concluded",
                policy=_WRITE,
                required=(_CLOSED_ON, _OUTCOME_REASON),
                rule=f"{MEDIATION_LAW}第二十六条",
            ),
            Transition(
                verb="end",
                label="终止",
                sources=(ACCEPTED, *IN_MEDIATION),
                target="concluded",
                policy=_WRITE,
                required=(_CLOSED_ON, _OUTCOME_REASON),
                rule=f"{MEDIATION_LAW}第二十三条",
            ),
            Transition(
                verb="transfer",
                label="移送",
                sources=(REGISTERED, ACCEPTED, *IN_MEDIATION),
                target="concluded",
                policy=_WRITE,
                required=(_CLOSED_ON, _OUTCOME_REASON),
                rule=f"{MEDIATION_LAW}第二十五条",
            ),
            _onward("follow_up", "转回访", "performing", "following_up", f"{MEDIATION_LAW}第三十一条"),
            Transition(
                verb="archive",
                label="归档",
                sources=("performing", "following_up", "concluded"),
                target=ARCHIVED,
                policy=_WRITE,
                rule=f"{MEDIATION_LAW}第二十七条",
            ),
        ),
    )
)

BUILDING = register(
    Machine(
        name="mediation.illegal_building",
        label="违法建设",
        states=(
            State("found", "已发现", Tone.DUE),
            State("stopped", "已制止", Tone.GOING),
            State("disposed", "已拆除或恢复", Tone.DONE, final=True),
        ),
        transitions=(
            Transition(
                verb="stop",
                label="首次处置",
                sources=("found",),
                target="stopped",
                policy="mediation.building.work",
                required=(Need("first_action_on", "处置日期"), Need("first_action", "处置方式")),
                rule="区内约定：新增违建三个工作日内处置",
                deadline="mediation.illegal_building.action",
            ),
            Transition(
                verb="dispose",
                label="拆除或恢复",
                sources=("stopped",),
                target="disposed",
                policy="mediation.building.work",
                required=(Need("disposed_on", "拆除日期"), Need("disposal", "拆除方式")),
                optional=(Need("compensation_fen", "补偿金额"),),
            ),
        ),
    )
)
