"""What the desk itself lets each role do."""

from linli.access.roles import DISTRICT, OFFICES, declare

SEE_BURDEN = declare(
    "burden_meter.view", "看表单要花多少时间、哪些部分没人用", (DISTRICT,), reach="全区合计，不含个人"
)
GIVE = declare("work.give", "把没办完的事交给同事", OFFICES)
