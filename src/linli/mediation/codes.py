"""Acts of this system in the log."""

from linli.audit.codes import Code

PERSONAL = {"mediation.notable.left": frozenset({"reason"})}  # 不再适宜担任 is a judgement on a volunteer

CODES = tuple(
    Code(code=code, sentence=sentence, personal=PERSONAL.get(code, frozenset()))
    for code, sentence in {
        "mediation.case.registered": "{community}登记了一起{kind}纠纷",
        "mediation.case.moved": "案件{number}：{verb}",
        "mediation.notable.listed": "{community}群英谱列入一人，{category}",
        "mediation.notable.left": "{community}群英谱退出一人，{reason}",
        "mediation.building.found": "{estate}发现一处{kind}违建",
        "mediation.building.moved": "{estate}的一处违建：{verb}",
        "mediation.building.petitioned": "{estate}的一处违建引起上访",
        "mediation.ledger.opened": "{area}建立 {year} 年违建治理台账",
    }.items()
)
