"""The kinds of papers a case has, with the rule or form each follows."""

from linli.documents.registry import PaperKind

FORMAT = "司法部 2010 年人民调解文书格式"
LAW = "《人民调解法》"


def _kind(code: str, name: str, source: str) -> PaperKind:
    return PaperKind(code=f"mediation.{code}", name=name, system="mediation", source=source)


KINDS = (
    _kind("cover", "人民调解卷宗封面", f"{FORMAT}：卷名、卷号、调解员、调解日期、立卷人、保管期限。"),
    _kind("contents", "卷内目录", f"{FORMAT}：序号、文书名称、页号、备注。"),
    _kind("application", "人民调解申请书", f"{FORMAT}；{LAW}第十七条。"),
    _kind("registration", "人民调解受理登记表", f"{FORMAT}；{LAW}第十七条。"),
    _kind("declined", "不予受理告知书", f"普通格式；{LAW}第十七条、第二十六条：写明理由和其他解决途径。"),
    _kind("rights", "当事人权利义务告知书", f"{FORMAT}；{LAW}第二十三条、第二十四条。"),
    _kind("identity", "当事人身份证明", f"{FORMAT}：复印件前的封页。"),
    _kind("authority", "授权委托书", f"{FORMAT}；委托代理人的用。"),
    _kind("inquiry", "调查记录", f"{FORMAT}：时间、地点、参加人、被调查人、问答、签名。"),
    _kind("evidence", "证据材料清单", f"{FORMAT}：证据材料前的清单。"),
    _kind("panel", "调解团名单与回避情况", f"普通格式；{LAW}第十五条、第十九条、第二十条。"),
    _kind("draw", "调解人员抽取记录", "普通格式；公开随机数和方法，谁都能重新算。"),
    _kind("record", "调解记录", f"{FORMAT}；{LAW}第二十七条。"),
    _kind("extension", "延长调解期限同意书", "普通格式；一般一个月内调解完毕，各方都同意才能延长。"),
    _kind("agreement", "人民调解协议书", f"{FORMAT}；{LAW}第二十八条、第二十九条。"),
    _kind("oral", "人民调解口头协议登记表", f"{FORMAT}；{LAW}第二十八条、第三十条。"),
    _kind("ended", "终止调解告知书", f"普通格式；{LAW}第二十三条、第二十六条：告知其他解决途径。"),
    _kind("performance", "履行凭证", f"{FORMAT}；{LAW}第三十一条。"),
    _kind("follow_up", "回访记录", f"{FORMAT}：当事人、协议编号、事由、情况、回访人、日期。"),
    _kind("confirmation", "司法确认申请书", f"{LAW}第三十三条，《民事诉讼法》第二百零五条。"),
    _kind("property", "财产权利证明", "最高人民法院关于人民调解协议司法确认程序的若干规定：随申请提交。"),
    _kind("addresses", "送达地址和联系电话确认书", "最高人民法院关于人民调解协议司法确认程序的若干规定。"),
    _kind("packet", "司法确认材料清单", "最高人民法院关于人民调解协议司法确认程序的若干规定。"),
    _kind("result", "司法确认结果", f"普通格式；{LAW}第三十三条：法院受理和裁定的日期、结果、编号。"),
    _kind("report", "结案报告表", "各地通行的格式：卷号、承办、受案和结案时间、当事人、来源、事实、结果。"),
    _kind("note", "卷宗情况说明", f"{FORMAT}：卷内情况的说明。"),
    _kind("back", "卷宗封底", f"{FORMAT}：封底。"),
)
