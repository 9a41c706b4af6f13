"""What each kind of act is called in the bar above the log: a name to choose by, not a sentence with gaps.

Most names follow from the sentence the room registered; where little of it is left without what differs from act to
act, the name stands here. An act registered later is called by its sentence until it gets one.
"""

import re
from functools import cache

from django.apps import apps

from linli.audit import codes

ROOMS = {"access": "登录与账号"}
"""Where the room's own name says something else to a reader of the log."""

LABELS = {
    "mediation.confirmation.corrected": "更正司法确认的记录",
    "mediation.meeting.corrected": "更正一次调解的记录",
    "mediation.meeting.fell_away": "排定没有开的，随结案取消",
    "mediation.party.reached": "补登一方的电话和住址",
    "people.household.contact_kept": "核对一户，留下联系人",
    "people.household.tagged": "加一户的标记",
    "people.household.untagged": "删一户的标记",
    "academy.class.changed": "培训班改了状态",
    "academy.class.planned": "计划培训班",
    "academy.enrolment.changed": "报名改了状态",
    "academy.enrolment.opened": "报名培训班",
    "academy.session.added": "培训班排课",
    "access.account.locked": "账号锁定",
    "access.password.reset": "重设密码",
    "access.source.locked": "网络地址锁定",
    "access.setup.done": "首次设置",
    "audit.run.sealed": "封存留痕",
    "burden.account.moved": "公众账号改了状态",
    "burden.certificate_item.dropped": "证明事项不再出具",
    "burden.item.repealed": "清单条目废止",
    "burden.list.issued": "发布清单",
    "burden.plaque.moved": "挂牌改了状态",
    "burden.secondment.ended": "借调人员退回",
    "burden.secondment.judged": "认定借调",
    "burden.secondment.recorded": "登记借调",
    "demo.clock.advanced": "演示时钟前进",
    "desk.person.looked_up": "按电话或证件号查人",
    "disclosure.export.downloaded": "下载导出的文件",
    "disclosure.export.dropped": "导出的文件到时间删除",
    "disclosure.export.made": "导出",
    "disclosure.field.revealed": "查看一项个人信息",
    "disclosure.list.seen": "在名单里看到原文",
    "disclosure.record.seen": "在一条记录里看到原文",
    "exchange.roster.imported": "导入名册",
    "facilities.project.advanced": "服务用房项目有进展",
    "facilities.project.funded": "项目资金到位",
    "facilities.project.planned": "项目定下计划",
    "grid.broadcast.sent": "发出紧急通知",
    "grid.broadcast.ticked": "紧急通知上门打钩",
    "grid.candidacy.moved": "三长人选改了状态",
    "grid.candidacy.proposed": "提出三长人选",
    "grid.door_rule.set": "改每邻户数",
    "grid.duty.set": "改三长职责的文字",
    "grid.duty_item.changed": "改社区职责清单",
    "grid.hotline.answered": "把答复交回 12345",
    "grid.kind.changed": "改事项类别",
    "grid.lead.adjusted": "调整三长档案",
    "grid.lead.dismissed": "三长卸任",
    "grid.lead.honoured": "获评最美邻长",
    "grid.lead.recorded": "登记三长档案",
    "grid.nomination.made": "推荐最美邻长",
    "grid.nomination.moved": "最美邻长推荐改了状态",
    "grid.quota.set": "定最美邻长名额",
    "grid.request.attached": "事项附上文件",
    "grid.request.escalated": "过期的事项请上一级过问",
    "grid.request.moved": "事项改了状态",
    "grid.request.petition": "事项按信访办理",
    "grid.request.phone_seen": "查看报事人的电话",
    "grid.request.told": "收到事项",
    "grid.route.changed": "改派单规则",
    "grid.standard.set": "改三长选任条件",
    "grid.text.changed": "改常用答复",
    "inbox.channel.removed": "取消自己的消息渠道",
    "inbox.channel.set": "填自己的消息渠道",
    "mediation.agreement.drafted": "起草协议",
    "mediation.agreement.performed": "协议有履行记录",
    "mediation.agreement.sealed": "协议签字盖章",
    "mediation.agreement.signed": "一方在协议上签字",
    "mediation.agreement.took_effect": "协议生效",
    "mediation.agreement.unsigned": "协议草稿上的签字作废",
    "mediation.building.moved": "违建改了状态",
    "mediation.case.closed_doors": "改为不公开调解",
    "mediation.case.corrected": "更正案件登记",
    "mediation.case.escalated": "报告有激化可能",
    "mediation.case.extended": "延长调解期限",
    "mediation.case.moved": "案件改了状态",
    "mediation.case.published": "各方同意公开调解",
    "mediation.case.registered": "登记纠纷",
    "mediation.committee.reported": "调委会报司法所",
    "mediation.committee.term": "调委会换届",
    "mediation.confirmation.applied": "申请司法确认",
    "mediation.confirmation.decided": "司法确认有结果",
    "mediation.contacts.seen": "查看当事人的电话和住址",
    "mediation.follow_up.done": "回访",
    "mediation.meeting.held": "记录调解会",
    "mediation.meeting.opinion": "记下群英的意见",
    "mediation.meeting.voted": "投意见票",
    "mediation.panel.accepted": "一方对调解人员表态",
    "mediation.panel.asked_anew": "重新问回避、问接受",
    "mediation.panel.checked": "查核调解人员的回避",
    "mediation.panel.draw_dropped": "不抽取调解团",
    "mediation.panel.drawn": "抽取调解团",
    "mediation.panel.formed": "调解团组成",
    "mediation.panel.invited": "请来一位调解人员",
    "mediation.panel.left": "调解人员退出",
    "mediation.panel.pool_closed": "封存候选名单",
    "mediation.panel_rule.set": "改调解团人数",
    "mediation.party.added": "登记当事人",
    "mediation.party.answered": "当事人答复",
    "mediation.party.corrected": "更正当事人的登记",
    "mediation.party.identified": "核对当事人的身份证明",
    "mediation.party.removed": "删去登记错的当事人",
    "mediation.party.told": "告知权利义务",
    "mediation.piece.added": "卷内加入材料",
    "mediation.story.told": "作为事例公开",
    "mediation.story.withdrawn": "撤下事例",
    "mediation.team.handed_over": "案件移交承办",
    "mediation.team.joined": "加一位办案人员",
    "mediation.team.left": "办案人员退出",
    "mediation.team.taken_over": "接手没有人承办的案件",
    "notices.kind.set": "改公示最少天数",
    "notices.posting.discarded": "删去公示草稿",
    "notices.posting.drafted": "草拟公示",
    "notices.posting.edited": "修改公示草稿",
    "notices.posting.ended": "公示期满",
    "notices.posting.extended": "延长公示",
    "notices.posting.posted": "贴出公示",
    "notices.posting.withdrawn": "撤回公示",
    "orgs.area.closed": "撤销地区",
    "orgs.area.moved": "划转地区",
    "orgs.area.opened": "设立地区",
    "orgs.area.renamed": "地区更名",
    "orgs.area.outlined": "重画地区边界",
    "orgs.organisation.closed": "撤销组织",
    "orgs.organisation.opened": "成立组织",
    "orgs.organisation.renamed": "组织更名",
    "participation.activity.changed": "志愿服务活动改了状态",
    "participation.event.changed": "邻里活动改了状态",
    "people.appointment.closed": "卸任",
    "people.appointment.opened": "上任",
    "people.consent.given": "同意处理个人信息",
    "people.consent.withdrawn": "撤回处理个人信息的同意",
    "people.doors.moved": "改门牌",
    "people.household.moved": "一户改归属",
    "people.household.registered": "登记一户",
    "people.households.moved": "成批转户",
    "people.person.sex_noted": "记下性别",
    "people.phone.revealed": "查看电话（从前的写法）",
    "privacy.request.withdrawn": "本人撤回个人信息请求",
    "privacy.retention.ran": "保存期满，自动处理",
    "reports.figure.vouched": "人工填报数字",
    "reports.figures.made_live": "改为活数字",
    "reports.part.moved": "调整报告的次序",
    "reports.part.written": "写报告的一部分",
    "reports.report.corrected": "起草报告的更正",
    "reports.report.discarded": "废弃报告草稿",
    "reports.report.issued": "签发报告",
    "reports.report.published": "公开报告",
    "reports.report.retitled": "改报告的标题和说明",
    "reports.report.sent": "报告送审",
    "reports.report.sent_back": "退回报告",
    "reports.report.started": "起草报告",
    "reports.report.taken_along": "下载报告",
    "reports.report.taken_back": "撤回送审",
    "reports.report.unpublished": "不再公开报告",
    "stations.desk.opened": "帮帮站启用",
    "stations.employer.verified": "核验用人单位的营业执照",
    "stations.honour.revoked": "撤销驿站称号",
    "stations.referral.moved": "就业推荐改了状态",
    "stations.seeker.registered": "登记求职者",
    "stations.station.checked": "驿站对照标准核验",
    "stations.station.honoured": "驿站获得称号",
    "stations.station.moved": "驿站改了状态",
    "stations.station.planned": "驿站选址登记",
    "stations.trainee.completed": "一人学完就业培训",
    "stations.trainee.dropped": "一人退出就业培训",
    "stations.trainee.enrolled": "一人报名就业培训",
    "study.finding.changed": "问题改了状态",
    "study.gathering.recorded": "记录学习活动",
    "study.group.formed": "组建指导组",
    "study.unit.assigned": "定下由哪个指导组联系",
    "study.unit.released": "不再由指导组联系",
    "study.visit.recorded": "记录一次走访指导",
    "workflow.approval.approved": "第二人同意",
    "workflow.approval.asked": "请第二人同意",
    "workflow.approval.expired": "等第二人过期",
    "workflow.approval.refused": "第二人不同意",
    "workflow.approval.withdrawn": "撤回请第二人同意",
    "workflow.assignment.ended": "经办结束",
    "workflow.assignment.given": "交到经办人手里",
    "workflow.assignment.passed_on": "转交另一经办人",
    "workflow.assignments.ended": "办完的事不再算在谁手里",
    "workflow.calendar.loaded": "载入工作日历",
    "workflow.clock.set": "改时限",
    "workflow.deadline.dropped": "不再计时",
    "workflow.deadline.extended": "延期",
    "workflow.deadline.met": "时限内办完",
    "workflow.deadline.resumed": "恢复计时",
    "workflow.work.handed_over": "工作交接",
    "workforce.allowance.set": "定职业津贴",
    "workforce.budget.adopted": "下达运转经费",
    "workforce.candidate.applied": "登记招聘人选",
    "workforce.candidate.moved": "招聘人选改了状态",
    "workforce.certificate.declared": "登记证书",
    "workforce.certificate.moved": "证书改了状态",
    "workforce.commendation.moved": "表彰改了状态",
    "workforce.congress.called": "登记大会",
    "workforce.level_rule.set": "定岗位等级",
    "workforce.recruitment.announced": "招聘公告",
    "workforce.recruitment.joined": "街道参加招聘",
    "workforce.recruitment.left": "街道退出招聘",
    "workforce.recruitment.planned": "登记招聘",
    "workforce.worker.left": "社区（村）工作者离职",
}

_ASIDE = re.compile(r"（[^（）]*\{[^（）]*）|“\{[^}]*\}”|《\{[^}]*\}》的?")
_GAP = re.compile(r"\s*(?:自|约|共)?\s*\{[^}]*\}\s*(?:起|[名条件户天人个行位元期届次年])?的?\s*")
SHORTEST = 2


def label_of(code: codes.Code) -> str:
    """A name of at least two characters without any gap."""
    return LABELS.get(code.code) or _left(code.sentence) or code.code


def _left(sentence: str) -> str:
    """The first clause of the sentence that says something without what stands in its gaps."""
    clauses = (_GAP.sub("", each) for each in re.split("[，：]", _ASIDE.sub("", sentence)))
    return next((each for each in clauses if len(each) >= SHORTEST), "")


def room_of(code: str) -> str:
    """``mediation``: the first part of a code names the room that registered it."""
    return code.partition(".")[0]


@cache
def rooms() -> list[tuple[str, str]]:
    """Rooms that log anything, by name."""
    found = dict.fromkeys(room_of(each.code) for each in codes.all_codes())
    return [(room, ROOMS.get(room) or _called(room)) for room in found]


def _called(room: str) -> str:
    return str(apps.get_app_config(room).verbose_name) if apps.is_installed(f"linli.{room}") else room


@cache
def acts_of(room: str) -> list[tuple[str, str]]:
    """Code → its name, of one room."""
    return [(each.code, label_of(each)) for each in codes.all_codes() if room_of(each.code) == room]
