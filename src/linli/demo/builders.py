"""The nine systems in the order they are built: the workforce first, since others teach and honour its workers."""

from collections.abc import Callable

from linli.academy import demo as academy
from linli.burden import demo as burden
from linli.common.world import World
from linli.facilities import demo as facilities
from linli.grid import demo as grid
from linli.grid.requests import demo as requests
from linli.mediation import demo as mediation
from linli.notices import demo as notices
from linli.participation import demo as participation
from linli.stations import demo as stations
from linli.study import demo as study
from linli.workforce import demo as workforce

BUILDERS: tuple[tuple[str, Callable[[World], None]], ...] = (
    ("队伍建设", workforce.build),
    ("思想建设", study.build),
    ("阵地建设", facilities.build),
    ("三长", grid.build),
    ("邻里议事", participation.build),
    ("减负与保障", burden.build),
    ("培训学院", academy.build),
    ("暖心驿站", stations.build),
    ("群英断是非", mediation.build),
    ("公示", notices.build),
    ("事项", requests.build),
)
