"""What whoever handed a dispute over hears of its case: plain words for the teller, nobody's name, no reason given."""

from linli.mediation.models import Outcome
from linli.workflow.referrals import News

OTHER_WAYS = "还可以申请仲裁、走行政途径或者向法院起诉。"
ACCEPTED = News("人民调解委员会已经受理，一般一个月内有结果；愿不愿意调，随时由您定。")
CLOSED: dict[Outcome, News] = {
    Outcome.AGREED: News("人民调解有了结果：达成协议。", is_over=True),
    Outcome.FAILED: News(f"人民调解有了结果：未达成。{OTHER_WAYS}", is_over=True),
    Outcome.ENDED: News(f"人民调解有了结果：有一方不愿意继续，终止了。{OTHER_WAYS}", is_over=True),
    Outcome.DECLINED: News(
        f"人民调解有了结果：不予受理。这件事回到这里接着办；{OTHER_WAYS}", is_over=True, is_returned=True
    ),
    Outcome.TRANSFERRED: News("人民调解有了结果：移送有关部门处理。这里接着跟进。", is_over=True),
}
