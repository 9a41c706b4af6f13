"""Acts of this system in the log."""

from linli.audit.codes import Code

PERSONAL = {"mediation.notable.left": frozenset({"reason"})}  # 不再适宜担任 is a judgement on a volunteer

CODES = tuple(
    Code(code=code, sentence=sentence, personal=PERSONAL.get(code, frozenset()))
    for code, sentence in {
        "mediation.case.registered": "{community}登记了一起{kind}纠纷",
        "mediation.case.moved": "案件{number}：{verb}",
        "mediation.party.added": "案件{number}：登记{side}",
        "mediation.party.told": "案件{number}：向{side}告知权利义务",
        "mediation.party.answered": "案件{number}：{side}对“{matter}”{answer}",
        "mediation.panel.invited": "案件{number}：请来一位{capacity}",
        "mediation.panel.checked": "案件{number}：查核一位调解人员的回避，{finding}",
        "mediation.panel.accepted": "案件{number}：{side}对一位调解人员{answer}",
        "mediation.panel.left": "案件{number}：一位调解人员退出，{reason}",
        "mediation.panel.drawn": "案件{number}：按公开的随机数从{pool}人中抽{size}人",
        "mediation.panel.formed": "案件{number}：调解团组成，{size}人",
        "mediation.meeting.held": "案件{number}：记录{kind}",
        "mediation.meeting.opinion": "案件{number}：记下一位群英的意见",
        "mediation.meeting.voted": "案件{number}：投意见票（只作参考）",
        "mediation.case.extended": "案件{number}：各方同意，延长到{until}",
        "mediation.case.escalated": "案件{number}：有激化可能，报告{to}",
        "mediation.case.published": "案件{number}：各方同意公开调解",
        "mediation.case.closed_doors": "案件{number}：改为不公开",
        "mediation.agreement.drafted": "案件{number}：起草{form}协议",
        "mediation.agreement.signed": "案件{number}：{side}在协议上{way}",
        "mediation.agreement.sealed": "案件{number}：协议由调解员签字、调委会盖章",
        "mediation.agreement.took_effect": "案件{number}：协议{agreement}生效",
        "mediation.agreement.performed": "案件{number}：协议第{clause}条有履行记录",
        "mediation.confirmation.applied": "案件{number}：各方共同申请司法确认",
        "mediation.confirmation.decided": "案件{number}：司法确认结果{result}",
        "mediation.follow_up.done": "案件{number}：第{serial}次回访",
        "mediation.piece.added": "案件{number}：卷内加入{kind}",
        "mediation.story.told": "案件{number}：作为事例公开（隐去姓名）",
        "mediation.story.withdrawn": "案件{number}：撤下事例",
        "mediation.committee.set_up": "{community}设立人民调解委员会",
        "mediation.committee.term": "{community}调委会第{number}届产生，{members}名委员",
        "mediation.committee.changed": "{community}调委会委员变动，{change}",
        "mediation.committee.reported": "{community}调委会第{number}届报司法所",
        "mediation.mediator.appointed": "{community}调委会聘任一名人民调解员",
        "mediation.mediator.dismissed": "{community}调委会解聘一名人民调解员",
        "mediation.subsidy.noted": "{community}登记一笔误工补贴",
        "mediation.subsidy.paid": "{community}发放一笔误工补贴",
        "mediation.consultation.opened": "{community}请群英征询意见",
        "mediation.consultation.heard": "{community}的征询记下{doors}户的意见",
        "mediation.consultation.closed": "{community}的征询有了结果",
        "mediation.notable.paused": "{community}群英谱暂停一人",
        "mediation.notable.resumed": "{community}群英谱恢复一人",
        "mediation.notable.listed": "{community}群英谱列入一人，{category}",
        "mediation.notable.left": "{community}群英谱退出一人，{reason}",
        "mediation.building.found": "{estate}发现一处{kind}违建",
        "mediation.building.moved": "{estate}的一处违建：{verb}",
        "mediation.building.petitioned": "{estate}的一处违建引起上访",
        "mediation.ledger.opened": "{area}建立 {year} 年违建治理台账",
    }.items()
)
