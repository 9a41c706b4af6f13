"""Acts of this system in the log."""

from linli.audit.codes import Code

PERSONAL = {
    "grid.lead.dismissed": frozenset({"reason"})
}  # 身体原因 is health data of a volunteer (PIPL art. 28)

CODES = tuple(
    Code(code=code, sentence=sentence, personal=PERSONAL.get(code, frozenset()))
    for code, sentence in {
        "grid.lead.recorded": "{area}的{post}档案已登记，产生方式：{how}",
        "grid.lead.dismissed": "{area}的{post}卸任，{reason}",
        "grid.lead.honoured": "{area}的邻长获评 {year} 年{level}最美邻长",
    }.items()
)
