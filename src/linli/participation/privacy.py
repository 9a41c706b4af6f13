"""What this room holds about persons, why, and for how long."""

from linli.participation.models import VolunteerTeam
from linli.privacy import clocks, holdings
from linli.privacy.holdings import Ground, Holding

HOLDINGS = (
    Holding(
        code="participation.team_leader",
        label="担任志愿队队长",
        model=VolunteerTeam,
        person=("leader",),
        purpose="联系志愿服务队伍",
        ground=Ground.DUTY,
        law="《志愿服务条例》",
        ends="dissolved_on",
        keep=clocks.CONTACT,
        only=("estate", "name", "speciality", "founded_on", "dissolved_on"),
    ),
)


def register_all() -> None:
    """Called when the room starts."""
    holdings.register(*HOLDINGS)
    holdings.exempt(
        "单位和队伍的名称，不是个人", "participation.VolunteerTeam.name", "participation.EventSponsor.name"
    )
