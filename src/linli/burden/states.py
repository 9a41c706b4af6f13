"""How plaques, secondments, certificate items and public accounts move (domain.md 3.3.1)."""

from linli.workflow.machines import Machine, Need, State, Tone, Transition, register

_RULES = "《整治形式主义为基层减负若干规定》"
_PLAQUE_RULES = "《关于规范村级组织工作事务、机制牌子和证明事项的意见》"
_CERTIFICATE_RULES = "民发〔2020〕20号"
_PLAQUE, _SECONDMENT = "burden.plaque.work", "burden.secondment.work"
_ITEM, _ACCOUNT = "burden.certificate_item.work", "burden.account.work"

REGISTERED, KEPT, TO_REMOVE, REMOVED, VERIFIED = "registered", "kept", "to_remove", "removed", "verified"
_REMOVED_ON = Need("removed_on", "拆除日期")

PLAQUE = register(
    Machine(
        name="burden.plaque",
        label="挂牌",
        states=(
            State(REGISTERED, "待认定", Tone.GOING),
            State(KEPT, "可以保留", Tone.DONE),
            State(TO_REMOVE, "待拆除", Tone.DUE),
            State(REMOVED, "已拆除，待核验", Tone.GOING),
            State(VERIFIED, "已拆除", Tone.DONE, final=True),
        ),
        transitions=(
            Transition(
                verb="allow",
                label="认定可以保留",
                sources=(REGISTERED,),
                target=KEPT,
                policy=_PLAQUE,
                required=(Need("judged_on", "认定日期"), Need("basis", "依据")),
                rule=_PLAQUE_RULES,
            ),
            Transition(
                verb="forbid",
                label="认定违规",
                sources=(REGISTERED, KEPT),
                target=TO_REMOVE,
                policy=_PLAQUE,
                required=(Need("judged_on", "认定日期"),),
                rule=_PLAQUE_RULES,
            ),
            Transition(
                verb="remove",
                label="拆除",
                sources=(KEPT, TO_REMOVE),
                target=REMOVED,
                policy=_PLAQUE,
                required=(_REMOVED_ON,),
                rule=_PLAQUE_RULES,
            ),
            Transition(
                verb="verify",
                label="照片核验",
                sources=(REMOVED,),
                target=VERIFIED,
                policy=_PLAQUE,
                required=(Need("verified_on", "核验日期"),),
            ),
        ),
    )
)

AWAY, RETURNED = "away", "returned"

SECONDMENT = register(
    Machine(
        name="burden.secondment",
        label="借调",
        states=(
            State(AWAY, "借调中", Tone.GOING),
            State(RETURNED, "已回原单位", Tone.DONE, final=True),
        ),
        transitions=(
            Transition(
                verb="send_back",
                label="退回原单位",
                sources=(AWAY,),
                target=RETURNED,
                policy=_SECONDMENT,
                required=(Need("returned_on", "退回日期"),),
                rule=_RULES,
            ),
        ),
    )
)

ISSUED, DROPPED = "issued", "dropped"

CERTIFICATE_ITEM = register(
    Machine(
        name="burden.certificate_item",
        label="证明事项",
        states=(
            State(ISSUED, "在出具", Tone.NEUTRAL),
            State(DROPPED, "不再出具", Tone.DONE, final=True),
        ),
        transitions=(
            Transition(
                verb="drop",
                label="不再出具",
                sources=(ISSUED,),
                target=DROPPED,
                policy=_ITEM,
                required=(
                    Need("dropped_on", "停止日期"),
                    Need("decision", "认定"),
                    Need("issued_instead_by", "改由谁办理"),
                ),
                rule=f"{_CERTIFICATE_RULES}：不再出具的要告知群众改到哪里办",
            ),
        ),
    )
)

SURVEYED, JUDGED, ANNOUNCED, CLOSED = "surveyed", "judged", "announced", "closed"

ACCOUNT = register(
    Machine(
        name="burden.public_account",
        label="公众账号",
        states=(
            State(SURVEYED, "已摸底", Tone.GOING),
            State(KEPT, "保留", Tone.DONE),
            State(JUDGED, "待公告注销", Tone.DUE),
            State(ANNOUNCED, "已公告，待注销", Tone.GOING),
            State(CLOSED, "已注销", Tone.DONE, final=True),
        ),
        transitions=(
            Transition(
                verb="keep",
                label="认定保留",
                sources=(SURVEYED,),
                target=KEPT,
                policy=_ACCOUNT,
                required=(Need("judged_on", "认定日期"),),
                rule="一个单位在一个平台原则上只开一个账号",
            ),
            Transition(
                verb="judge",
                label="认定注销",
                sources=(SURVEYED, KEPT),
                target=JUDGED,
                policy=_ACCOUNT,
                required=(Need("judged_on", "认定日期"), Need("decision", "处理方式")),
                rule="一个单位在一个平台原则上只开一个账号",
            ),
            Transition(
                verb="announce",
                label="公告",
                sources=(JUDGED,),
                target=ANNOUNCED,
                policy=_ACCOUNT,
                required=(Need("announced_on", "公告日期"),),
                rule=_RULES,
            ),
            Transition(
                verb="close",
                label="注销",
                sources=(ANNOUNCED,),
                target=CLOSED,
                policy=_ACCOUNT,
                required=(Need("closed_on", "注销日期"),),
                rule=f"{_RULES}：注销前先公告",
            ),
        ),
    )
)
