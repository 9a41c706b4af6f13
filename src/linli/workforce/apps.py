"""Starts the workforce room: its log codes, figures and data-quality checks."""

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    """Community workers: posts, certificates, honours, pay, and recruitment (队伍建设)."""

    name = "linli.workforce"
    label = "workforce"
    verbose_name = "队伍建设"

    def ready(self) -> None:
        from linli.audit import codes
        from linli.indicators import registry
        from linli.ui import menu
        from linli.ui import records as pages
        from linli.workforce import checks, privacy, records
        from linli.workforce.indicators import INDICATORS

        codes.register(
            codes.Code(code="workforce.worker.hired", sentence="登记社区（村）工作者：{post}，自 {day} 起"),
            codes.Code(code="workforce.worker.left", sentence="社区（村）工作者 {day} 起离职"),
            codes.Code(
                code="workforce.level_rule.set", sentence="{post}岗位等级 {low}–{high} 级，自 {day} 起"
            ),
            codes.Code(code="workforce.certificate.declared", sentence="登记{kind}证书，{day} 取得"),
            codes.Code(code="workforce.certificate.moved", sentence="{kind}证书：{step}"),
            codes.Code(
                code="workforce.allowance.set", sentence="{level}职业津贴每月 {amount} 元，自 {day} 起"
            ),
            codes.Code(code="workforce.congress.called", sentence="登记{name}，{day} 召开"),
            codes.Code(code="workforce.congress.attended", sentence="登记大会到会情况：{status}"),
            codes.Code(code="workforce.commendation.nominated", sentence="推荐表彰：{title}"),
            codes.Code(code="workforce.commendation.moved", sentence="表彰{title}：{step}"),
            codes.Code(code="workforce.pay.recorded", sentence="登记 {month} 工资"),
            codes.Code(code="workforce.pay.paid", sentence="{month} 工资 {day} 发放"),
            codes.Code(
                code="workforce.budget.adopted", sentence="下达 {year} 年运转经费：{community} {amount} 元"
            ),
            codes.Code(code="workforce.recruitment.planned", sentence="登记{name}"),
            codes.Code(code="workforce.recruitment.announced", sentence="{name} {day} 公告"),
            codes.Code(code="workforce.recruitment.joined", sentence="{street}参加{name}"),
            codes.Code(code="workforce.recruitment.left", sentence="{street}退出{name}，{day} 起"),
            codes.Code(code="workforce.candidate.applied", sentence="登记{name}人选"),
            codes.Code(code="workforce.candidate.moved", sentence="{name}人选：{step}"),
        )
        registry.register(INDICATORS)
        checks.register_all()
        privacy.register_all()
        pages.register(*records.PAGES)
        menu.register_system("workforce")
