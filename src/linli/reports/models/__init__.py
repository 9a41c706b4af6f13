"""The work report: what is being written, what was frozen, what was issued."""

from linli.reports.models.issue import Edition, FrozenFigure, FrozenValues, Publication
from linli.reports.models.report import Part, Report, Rhythm
from linli.reports.models.text import ManualFigure, PartText

__all__ = [
    "Edition",
    "FrozenFigure",
    "FrozenValues",
    "ManualFigure",
    "Part",
    "PartText",
    "Publication",
    "Report",
    "Rhythm",
]
