"""Nobody's numbers go up for everybody to read."""

import pytest
from django.core.exceptions import ValidationError

from linli.notices.words import require_no_id_number, require_no_number

ID_NUMBER = "430602199003071234"


@pytest.mark.parametrize("text", [f"李某，{ID_NUMBER}，已核实", f"证号{ID_NUMBER[:-1]}X。"])
def test_an_id_number_is_refused_by_its_law(text: str) -> None:
    with pytest.raises(ValidationError, match="个人信息保护法"):
        require_no_id_number("body", "标题", text)


def test_a_mobile_number_is_refused_where_residents_write() -> None:
    with pytest.raises(ValidationError, match="联系方式"):
        require_no_number("text", "请打13812345678找我", "请改填在“联系方式”里。")


@pytest.mark.parametrize("text", ["电话 0730-8201234", "合同 2024000000138", "12,600.00 元", "第 430602 号"])
def test_other_numbers_may_stand(text: str) -> None:
    require_no_number("text", text, "")
