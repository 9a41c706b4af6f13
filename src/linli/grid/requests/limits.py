"""The periods of the loop that the district may set, in the words in which pages, papers and messages say them.

They are asked where they are said, and written out nowhere: a page that told the default would be wrong in a district
that set another. What the law sets (15, 60, 30 days) stands in the sentences themselves.
"""

from linli.common.clock import business_date
from linli.workflow.selectors import clock_on

CLOCKS = {
    "sign": "grid.sign",
    "answer": "grid.answer",
    "first_report": "grid.urgent",
    "review": "grid.suspended.review",
}


def said(name: str) -> str:
    """``4 个工作小时``. KeyError for a name that is not one of ``CLOCKS``."""
    return clock_on(CLOCKS[name], business_date()).said


class Limits(dict[str, str]):
    """For ``format_map``: only what a sentence names is asked."""

    def __missing__(self, name: str) -> str:
        return said(name)
