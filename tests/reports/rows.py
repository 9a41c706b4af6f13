"""A small truth to check texts against: in 2024 the first community closed three cases, two of them agreed."""

from linli.mediation.models import Outcome
from tests.mediation.rows import closed_case
from tests.territory import Territory

TRUE = "全区共调解各类矛盾纠纷3起，达成协议2起，调处成功率66.7%。"
FALSE = "全区共调解各类矛盾纠纷5起，达成协议2起，调处成功率66.7%。"
FOREIGN = "新建口袋公园12个，群众满意率达98.7%。"


def three_cases(territory: Territory) -> None:
    """Two agreed, one failed."""
    closed_case(territory)
    closed_case(territory)
    closed_case(territory, outcome=Outcome.FAILED)
