"""What may stand in words anybody can read: nobody's id number, and no mobile number that nobody agreed to."""

from django.core.exceptions import ValidationError

from linli.common.text import ID_NUMBER, MOBILE

RULE = "《个人信息保护法》第二十五条：公开个人信息要取得本人单独同意。"


def require_no_id_number(field: str, *texts: str) -> None:
    """Raises ValidationError for ``field`` when one of the texts holds an id number."""
    if any(ID_NUMBER.search(text) for text in texts):
        raise ValidationError({field: f"这里有身份证号，谁都看得到。{RULE}请删去，或只写后四位。"})


def require_no_number(field: str, text: str, instead: str) -> None:
    """The same for mobile numbers as well; ``instead``: where such a number may be written."""
    require_no_id_number(field, text)
    if MOBILE.search(text):
        raise ValidationError({field: f"这里有手机号，会和答复一起公开。{RULE}{instead}"})
