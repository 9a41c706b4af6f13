"""The life of a posting: 草拟 → 公示中 → 期满 | 已撤回. It can grow longer, never shorter (domain.md §8, T15)."""

from linli.workflow.machines import Machine, Need, State, Tone, Transition

DRAFTED = "drafted"
POSTED = "posted"
ENDED = "ended"
WITHDRAWN = "withdrawn"

PUBLISHED = (POSTED, ENDED, WITHDRAWN)
"""States of what the public may read."""

NEVER_SHORTER = "公示不得少于规定天数，只能延长，不能缩短"

POSTING = Machine(
    name="notices.posting",
    label="公示",
    states=(
        State(DRAFTED, "草拟", Tone.NEUTRAL),
        State(POSTED, "公示中", Tone.GOING),
        State(ENDED, "期满", Tone.DONE, final=True),
        State(WITHDRAWN, "已撤回", Tone.PAUSED, final=True),
    ),
    transitions=(
        Transition(
            verb="post",
            label="贴出",
            sources=(DRAFTED,),
            target=POSTED,
            policy="notices.posting.write",
            required=(
                Need("posted_on", "贴出日期"),
                Need("minimum", "最少天数"),
                Need("unit", "天数单位"),
                Need("basis", "依据"),
                Need("earliest_end", "最早期满日"),
                Need("until", "公示到"),
            ),
            rule="贴出后题目、正文和最少天数不再改动",
        ),
        Transition(
            verb="close",
            label="期满",
            sources=(POSTED,),
            target=ENDED,
            policy="notices.posting.close",
            required=(Need("closed_on", "期满记录日期"),),
            rule=NEVER_SHORTER,
        ),
        Transition(
            verb="extend",
            label="延长",
            sources=(POSTED,),
            target=POSTED,
            policy="notices.posting.write",
            required=(Need("until", "公示到"), Need("reason", "延长理由", kept=False)),
            rule=NEVER_SHORTER,
        ),
        Transition(
            verb="withdraw",
            label="撤回",
            sources=(POSTED,),
            target=WITHDRAWN,
            policy="notices.posting.write",
            required=(Need("withdrawn_on", "撤回日期"), Need("withdrawal_reason", "撤回理由")),
            rule="撤回要写明理由，理由在原处公示到原定的日期",
        ),
    ),
)
