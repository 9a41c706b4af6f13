"""Numbers of this room that are practice, not law (domain.md 4.3.5, marked [I]); and two that are law."""

COMMITTEE_LEAST, COMMITTEE_MOST = 3, 9
"""《人民调解法》第八条."""
TERM_YEARS = 3
"""《人民调解法》第九条."""
PANEL_LEAST, PANEL_MOST = 3, 7
"""Until the district sets its own (``selectors.panel_rule_on``)."""
FOLLOW_UPS = ("mediation.follow_up.first", "mediation.follow_up.second", "mediation.follow_up.third")
"""Clocks from the day an agreement takes effect: 7, 30, 90 days, set by the district."""
