"""Starts the people room."""

from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS
from django.db.models.signals import post_migrate


def load_kinds_after_migrate(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Receiver of ``post_migrate``: kinds of marks new in the table are added; those present stay as they are."""
    from django.db import connections

    from linli.people.models import TagKind
    from linli.people.tags import load_missing_kinds

    tables = connections[using].introspection.table_names()
    if using == DEFAULT_DB_ALIAS and TagKind._meta.db_table in tables:
        load_missing_kinds()


class PeopleConfig(AppConfig):
    """Persons with the least data, accounts, households, dated appointments, consent."""

    name = "linli.people"
    label = "people"
    verbose_name = "人员与家庭"

    def ready(self) -> None:
        from linli.audit import codes
        from linli.audit.personal import set_opener
        from linli.orgs import hanging
        from linli.people import checks
        from linli.people.doors import HANGING
        from linli.people.log_keys import open_sealed

        set_opener(open_sealed)
        codes.register(
            codes.Code(code="people.person.registered", sentence="建立人员档案"),
            codes.Code(code="people.person.sex_noted", sentence="法定文书需要，记下性别"),
            codes.Code(code="people.appointment.opened", sentence="{post}上任：{area}，自 {day} 起"),
            codes.Code(
                code="people.appointment.closed",
                sentence="{post}卸任：{area}，自 {day} 起，{reason}",
                personal=frozenset({"reason"}),  # a lead is a volunteer; 因病 is health data (PIPL art. 28)
            ),
            codes.Code(
                code="people.household.stay_taken_back",
                sentence="收回一户改归属：原定 {day} 起改由 {neighbourhood} 联系",
            ),
            codes.Code(code="people.household.moved", sentence="一户改由 {neighbourhood} 联系，自 {day} 起"),
            codes.Code(
                code="people.household.registered", sentence="登记一户，由 {neighbourhood} 联系，自 {day} 起"
            ),
            codes.Code(code="people.household.confirmed", sentence="核对一户，{day}"),
            codes.Code(
                code="people.household.contact_kept", sentence="核对一户，留下联系人（{way}同意），{day}"
            ),
            codes.Code(code="people.household.tagged", sentence="更新一户的登记（{ground}）"),
            codes.Code(code="people.household.untagged", sentence="更新一户的登记"),
            codes.Code(
                code="people.tag_kind.set", sentence="定户的标记种类：{name}，保留 {months} 个月，{state}"
            ),
            codes.Code(code="people.household.closed", sentence="注销一户，自 {day} 起，{reason}"),
            codes.Code(code="people.households.moved", sentence="{count} 户转到 {area}，自 {day} 起"),
            codes.Code(code="people.doors.moved", sentence="{count} 户的门牌改到 {area}，自 {day} 起"),
            codes.Code(code="people.consent.given", sentence="同意：{purpose}（文本 {version}）"),
            codes.Code(code="people.consent.withdrawn", sentence="撤回同意：{purpose}"),
            # Before there were reveals (linli.disclosure); old rows are told by it.
            codes.Code(
                code="people.phone.revealed",
                sentence="查看电话，理由：{reason}",
                is_look=True,
                personal=frozenset({"reason"}),
            ),
            codes.Code(code="people.name.corrected", sentence="更正姓名"),
            codes.Code(code="people.phone.forgotten", sentence="删去电话，自 {day} 起"),
            codes.Code(code="people.log_key.shredded", sentence="销毁留痕里的个人信息：{reason}"),
        )
        hanging.register(*HANGING)
        checks.register_all()
        post_migrate.connect(load_kinds_after_migrate, sender=self, dispatch_uid="linli.people.kinds")
