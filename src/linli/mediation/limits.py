"""Numbers of this room that are practice, not law (domain.md 4.3.5, marked [I]); and two that are law."""

COMMITTEE_LEAST, COMMITTEE_MOST = 3, 9
"""《人民调解法》第八条."""
TERM_YEARS = 3
"""《人民调解法》第九条."""
PANEL_LEAST, PANEL_MOST = 3, 7
"""Until the district sets its own (``selectors.panel_rule_on``)."""
MEETING_AHEAD_DAYS = 60
"""A meeting may be written down as planned so far ahead."""
LONGEST_MEETING_DAYS = 1
"""One that runs past midnight still ends the next day."""
EARLY_VISIT_DAYS = 3
"""A visit may be made so much earlier than it was planned for."""
FOLLOW_UPS = ("mediation.follow_up.first", "mediation.follow_up.second", "mediation.follow_up.third")
"""Clocks from the day an agreement takes effect: 7, 30, 90 days, set by the district."""
