"""Acts of this system in the log."""

from linli.audit.codes import Code

PERSONAL = {
    "grid.lead.dismissed": frozenset({"reason"})
}  # 身体原因 is health data of a volunteer (PIPL art. 28)

SENTENCES = {
    "grid.lead.recorded": "{area}的{post}档案已登记，产生方式：{how}",
    "grid.lead.dismissed": "{area}的{post}卸任，{reason}",
    "grid.request.told": "收到事项 {number}，来源：{source}",
    "grid.request.attached": "事项 {number} 附上 {count} 个文件",
    "grid.request.located": "事项 {number} 标了位置",
    "grid.request.moved": "事项 {number}：{step}",
    "grid.hotline.answered": "把 {since} 至 {until} 的 {count} 条答复交回 12345",
    "grid.request.escalated": "{count} 件过了期限的事，请上一级过问",
    "grid.request.police": "事项 {number} 报公安：{to}",
    "grid.request.petition": "事项 {number} 按信访事项{step}",
    "grid.request.referred": "事项 {number} 移交{to}",
    "grid.kind.changed": "事项类别“{name}”：{what}",
    "grid.route.changed": "派单规则：{kind}在{place}由{unit}承办，{what}",
    "grid.text.changed": "常用答复：{what}“{text}”",
    "grid.duty_item.changed": "社区职责清单 {number}：{what}",
    "grid.broadcast.sent": "发出紧急通知：{kind}，{count} 个地方",
    "grid.broadcast.ticked": "紧急通知（{kind}）：一户{what}",
    "grid.broadcast.printed": "打印紧急通知上门名单，{count} 户",
    "grid.visit.noted": "记了一笔走看听问帮",
    "grid.visit.removed": "删去一笔走看听问帮",
    "grid.candidacy.proposed": "{area}的{post}有了人选，产生方式：{how}",
    "grid.candidacy.moved": "{area}的{post}人选：{step}",
    "grid.lead.adjusted": "{area}的{post}{what}",
    "grid.representative.registered": "登记{area}的一位居民代表，自 {day} 起",
    "grid.representative.ended": "{area}的一位居民代表任期结束，自 {day} 起",
    "grid.board.registered": "登记{area}的三长公示栏",
    "grid.board.printed": "{area}的三长公示栏换上新版（{sheet}）",
    "grid.board.photo": "{area}的三长公示栏换了照片",
    "grid.board.removed": "撤除{area}的三长公示栏",
    "grid.standard.set": "三长选任条件改为 {count} 条，自 {day} 起",
    "grid.duty.set": "{post}职责改了文字，自 {day} 起",
    "grid.door_rule.set": "每邻户数改为 {fewest}～{most} 户，自 {day} 起",
    "grid.nomination.made": "{area}推荐一位邻长参评 {year} 年最美邻长",
    "grid.nomination.moved": "{area}的最美邻长推荐：{step}",
    "grid.quota.set": "{area} {year} 年最美邻长名额 {quota} 名",
    "grid.lead.honoured": "{area}的邻长获评 {year} 年{level}最美邻长",
}
CODES = (
    *(
        Code(code=code, sentence=sentence, personal=PERSONAL.get(code, frozenset()))
        for code, sentence in SENTENCES.items()
    ),
    Code(
        code="grid.request.phone_seen",
        sentence="查看事项 {number} 报事人的电话，用途：{purpose}",
        is_look=True,
    ),
)
