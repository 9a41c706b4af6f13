"""For what personal data may leave the mask, and under which rule: the one list of it.

A purpose is chosen, because a choice can be counted and explained to the person concerned; own words may be added, and
must be where the choice says little. A retired purpose stays readable in old rows.
"""

from dataclasses import dataclass

DUTY = "《个人信息保护法》第十三条第一款第三项、第三十四条：履行法定职责所必需，不超出必要的范围"
EMERGENCY = "《个人信息保护法》第十三条第一款第四项：紧急情况下保护生命健康和财产安全所必需"
ASKED = "《个人信息保护法》第四十五条至第四十七条：本人要求查阅、更正或者删除"
AGREED = "《个人信息保护法》第十三条第一款第一项：本人同意"
AUDITED = "《个人信息保护法》第五十四条：定期进行合规审计"
MOST_WORDS = 200


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """``basis``: the rule that allows it; ``says_little``: own words must say what for; ``only``: the one kind of
    export it is for.
    """

    code: str
    label: str
    basis: str
    says_little: bool = False
    only: str = ""
    retired: bool = False


TO_REVEAL = (
    Purpose(code="answer", label="联系本人，办理或答复本人的事", basis=AGREED),
    Purpose(code="serve", label="上门走访、通知停水停电等公共服务", basis=DUTY),
    Purpose(code="emergency", label="防汛、火情、急病、走失等紧急情况", basis=EMERGENCY),
    Purpose(code="identity", label="办理证明、待遇、登记时核对身份", basis=DUTY),
    Purpose(code="post", label="办理任职、公示前核对本人信息", basis=DUTY),
    Purpose(code="right", label="本人要求查阅、更正或删除", basis=ASKED),
    Purpose(code="other", label="其他法定职责（请写明）", basis=DUTY, says_little=True),
)
TO_EXPORT = (
    Purpose(code="work", label="本地区日常工作台账", basis=DUTY),
    Purpose(code="check", label="核对、更正记录", basis=DUTY),
    Purpose(code="paper", label="打印出来上门用", basis=DUTY),
    Purpose(code="report", label="按规定向上级报送", basis=DUTY),
    Purpose(code="audit", label="合规审计、核对留痕", basis=AUDITED, only="audit.log"),
    Purpose(code="file", label="立卷、归档、核对卷宗", basis=DUTY, only="mediation.dossier"),
    Purpose(code="court", label="各方共同申请司法确认，交给法院", basis=AGREED, only="mediation.packet"),
    Purpose(code="other", label="其他法定职责（请写明）", basis=DUTY, says_little=True),
)


def to_reveal(code: str) -> Purpose:
    """KeyError for one nobody declared."""
    return {each.code: each for each in TO_REVEAL}[code]


def offered(kind: str) -> tuple[Purpose, ...]:
    """For what an export of this kind may be taken: those meant for it alone, or else all others."""
    open_now = [each for each in TO_EXPORT if not each.retired]
    own = [each for each in open_now if each.only == kind]
    return tuple(own or [each for each in open_now if not each.only]) + tuple(
        each for each in open_now if own and each.says_little
    )


def to_export(code: str) -> Purpose:
    """KeyError for one nobody declared."""
    return {each.code: each for each in TO_EXPORT}[code]
