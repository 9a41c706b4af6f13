"""The life of a request by the person concerned: 收到 → 受理 → 办结 | 不予办理（理由） | 本人撤回 (PIPL art. 44–50)."""

from linli.workflow.machines import Machine, Need, State, Tone, Transition

RECEIVED, ACCEPTED, DONE, REFUSED, WITHDRAWN = "received", "accepted", "done", "refused", "withdrawn"
OPEN = (RECEIVED, ACCEPTED)
HANDLE = "privacy.request.handle"
OWN = "privacy.request.own"
PROMPTLY = "《个人信息保护法》第五十条"

REQUEST = Machine(
    name="privacy.request",
    label="个人信息请求",
    states=(
        State(RECEIVED, "收到", Tone.GOING, public_text="我们收到了，还没有人接手。"),
        State(ACCEPTED, "正在办", Tone.GOING, public_text="已经有人在办。"),
        State(DONE, "办好了", Tone.DONE, final=True, public_text="已经办好。"),
        State(REFUSED, "没有照办", Tone.NEUTRAL, final=True, public_text="没有照办，理由写在下面。"),
        State(WITHDRAWN, "本人不要求了", Tone.PAUSED, final=True, public_text="您已说不用办了。"),
    ),
    transitions=(
        Transition(
            verb="accept", label="接手", sources=(RECEIVED,), target=ACCEPTED, policy=HANDLE, rule=PROMPTLY
        ),
        Transition(
            verb="finish",
            label="照办并答复",
            sources=(ACCEPTED,),
            target=DONE,
            policy=HANDLE,
            required=(Need("answer", "答复"), Need("decided_on", "办结日期")),
            rule=PROMPTLY,
        ),
        Transition(
            verb="refuse",
            label="不予办理",
            sources=(ACCEPTED,),
            target=REFUSED,
            policy=HANDLE,
            required=(
                Need("answer", "理由"),
                Need("refusal_law", "依据的法律或规定"),
                Need("decided_on", "办结日期"),
            ),
            rule="拒绝请求要说明理由（《个人信息保护法》第五十条）",
        ),
        Transition(
            verb="withdraw",
            label="不要求了",
            sources=OPEN,
            target=WITHDRAWN,
            policy=OWN,
            required=(Need("decided_on", "撤回日期"),),
        ),
    ),
)
