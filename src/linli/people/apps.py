"""Starts the people room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons with the least data, accounts, households, dated appointments, consent."""

    name = "linli.people"
    label = "people"
    verbose_name = "人员与家庭"

    def ready(self) -> None:
        from linli.audit import codes
        from linli.people import checks

        codes.register(
            codes.Code(code="people.appointment.opened", sentence="{post}上任：{area}，自 {day} 起"),
            codes.Code(
                code="people.appointment.closed", sentence="{post}卸任：{area}，自 {day} 起，{reason}"
            ),
            codes.Code(code="people.household.moved", sentence="一户改由 {neighbourhood} 联系，自 {day} 起"),
            codes.Code(code="people.consent.given", sentence="同意：{purpose}（文本 {version}）"),
            codes.Code(code="people.consent.withdrawn", sentence="撤回同意：{purpose}"),
            codes.Code(code="people.phone.revealed", sentence="查看电话，理由：{reason}", is_look=True),
        )
        checks.register_all()
