"""The known traps of the issue, one test each."""

from fractions import Fraction

import pytest

from linli.common.approximation import Interval
from tests.reports.check.checking import check, names, one


def test_figure_before_its_noun_and_after_it() -> None:
    assert names("312名邻长。") == {"312名": "grid.neighbour_leads"}
    assert names("邻长312名。") == {"312名": "grid.neighbour_leads"}


@pytest.mark.parametrize(
    "text",
    [
        "职业津贴初级、中级、高级分别150、300、500元/月。",
        "社区工作者初级、中级、高级职业津贴分别为150、300、500元/月。",
        "每月给予150、300、500元的初级、中级、高级职业津贴，惠及社区工作者。",
    ],
)
def test_a_chain_pairs_by_order_and_shares_one_unit(text: str) -> None:
    codes = [f.indicator.code for f in check(text).figures if f.indicator is not None]
    assert codes == [
        "workforce.allowance_junior",
        "workforce.allowance_intermediate",
        "workforce.allowance_senior",
    ]
    assert [f.verdict.value for f in check(text).figures] == ["holds"] * 3


def test_names_over_a_row_of_numbers_pair_by_column() -> None:
    assert list(names("片长\t组长\t邻长\n651\t2178\t12044").values()) == [
        "grid.section_leads",
        "grid.group_leads",
        "grid.neighbour_leads",
    ]


def test_more_numbers_than_names_pair_with_nothing() -> None:
    assert "grid.section_leads" not in names("片长、组长分别为650名、2177名、12043名。").values()


def test_one_noun_with_several_verbs() -> None:
    assert names("摸排纠纷2600起，调解2396起。") == {"2600起": None, "2396起": "mediation.cases_mediated"}
    assert names("社区原有牌子38块，清理26块，现有12块。") == {
        "38块": None,
        "26块": "burden.plaques_removed",
        "12块": None,
    }


@pytest.mark.parametrize(
    "text",
    [
        "明年计划选配邻长13000名。", "拟新建暖心驿站10个。", "力争调解成功率达到98%。", "年度目标是调解纠纷2500起。",
        "下一步，将举办邻里节400场，组建小区志愿服务队500支。", "预计年底片长达到700名。",
    ],
)  # fmt: skip
def test_targets_and_plans_are_no_results(text: str) -> None:
    assert set(names(text).values()) == {None}


def test_a_plan_beside_its_result() -> None:
    assert names("计划新建暖心驿站10个，实际新建6个。") == {"10个": None, "6个": "stations.ten_one_built"}


@pytest.mark.parametrize(
    "text",
    [
        "月均调解纠纷240起。",
        "平均每名邻长联系14户。",
        "每个片长带3.3名组长。",
        "户均联系邻长2名。",
        "平均每月举办邻里节30场。",
    ],
)
def test_means_are_no_totals(text: str) -> None:
    assert set(names(text).values()) == {None}


def test_of_which_lists_need_not_add_up() -> None:
    assert not check("群英谱5197名，其中党员2831名、志愿者752名。").contradictions


@pytest.mark.parametrize("printed", ["8000多次", "300多元", "20多个", "4200多场次"])
def test_many_belongs_to_the_number_whatever_the_measure(printed: str) -> None:
    figure = one(f"共计{printed}。", printed)
    assert figure.stated.low != figure.stated.high


@pytest.mark.parametrize("printed", ["17余万户", "17万余户", "17万多户", "17多万户"])
def test_approximation_before_or_after_the_place_and_before_the_measure(printed: str) -> None:
    figure = one(f"邻长联系居民{printed}。", printed)
    assert figure.stated == Interval(Fraction(170000), Fraction(179999))
    assert figure.indicator is not None
    assert figure.indicator.code == "grid.households_served"


def test_missing_measure_words() -> None:
    assert names("片长650，组长2177，邻长12043。") == {
        "650": "grid.section_leads",
        "2177": "grid.group_leads",
        "12043": "grid.neighbour_leads",
    }


@pytest.mark.parametrize(
    "text",
    [
        "实行三岗十八级薪酬体系。", "24小时自助服务。", "第3期培训班开班。", "城市六治。", "“1+N”模式。",
        "对照“十个一”标准和“六有”要求。", "三个三。",
        "两代表一委员。", "12345热线。", "五有一无和四个不宜。", "“一月一课一片一实践”。", "二十届三中全会。",
        "三年行动计划。",
    ],
)  # fmt: skip
def test_names_with_numerals(text: str) -> None:
    assert check(text).figures == ()


@pytest.mark.parametrize(
    "text",
    [
        "年满65周岁的老人。", "2024年10月30日。", "2024-11-05", "10月25日至30日。", "电话：0730-8881234。",
        "手机13912345678。", "湘办发〔2024〕12号。",
        "第六条第二款。", "德胜路26号3栋2单元501室。", "邮箱abc163@163.com。", "客服QQ:2834255374。",
        "上午8:30。", "周六晚7点半。", "统计至10月25日24时。", "https://www.hxw.gov.cn/content/2024/10/30/14637258.html",
        "身份证号430602199001011234。", "（2024）湘0602民初1234号。",
    ],
)  # fmt: skip
def test_ages_dates_telephones_documents_addresses(text: str) -> None:
    assert check(text).figures == ()


@pytest.mark.parametrize("text", ["尚未清退违规借调人员9名。", "没有清理违规挂牌26块。"])
def test_negations(text: str) -> None:
    assert set(names(text).values()) == {None}


def test_one_fact_at_two_precisions_is_one_fact() -> None:
    result = check("全区邻长12000余名。截至目前，邻长为12043名。")
    assert [f.verdict.value for f in result.figures] == ["holds", "holds"]
    assert not result.contradictions


def test_a_part_is_not_the_whole() -> None:
    assert set(names("女邻长7200名，党员邻长3012名，邻长候选人48名，邻长家属9名。").values()) == {None}


def test_equal_values_are_no_evidence() -> None:
    assert set(names("全县有学校650所，教师12043名，图书17万余册，合格率95.3%。").values()) == {None}
