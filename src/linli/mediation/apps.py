"""Starts the mediation room."""

from django.apps import AppConfig


class MediationConfig(AppConfig):
    """The roster of notables, dispute cases, and illegal buildings."""

    name = "linli.mediation"
    label = "mediation"
    verbose_name = "群英断是非"

    def ready(self) -> None:
        from linli.audit import codes
        from linli.disclosure import making
        from linli.documents import registry as papers
        from linli.indicators import registry
        from linli.mediation import checks, privacy, room
        from linli.mediation.codes import CODES
        from linli.mediation.exports import MAKERS
        from linli.mediation.handing import TEAM
        from linli.mediation.indicators import INDICATORS
        from linli.mediation.models import DisputeCase
        from linli.mediation.owing import count_owed
        from linli.mediation.papers import KINDS
        from linli.mediation.policies import SEE_MEDIATION
        from linli.mediation.records import PAGES
        from linli.mediation.referrals import HANDLER, opened
        from linli.mediation.work import SOURCES, TIMED
        from linli.ui import menu, records
        from linli.ui import work as my_work
        from linli.workflow import handing_over, referrals

        codes.register(*CODES)
        making.register(*MAKERS)
        registry.register(INDICATORS)
        papers.register(*KINDS)
        records.register(*PAGES)
        menu.register_system(
            "mediation",
            route="mediation:cases",
            visible=lambda actor: actor.may(SEE_MEDIATION),
            count=count_owed,
        )
        my_work.register(*SOURCES)
        my_work.register_timed(*TIMED)
        referrals.register(HANDLER)
        referrals.open_with(DisputeCase._meta.label_lower, opened)
        handing_over.register(TEAM)
        room.register_all()
        checks.register_all()
        privacy.register_all()
