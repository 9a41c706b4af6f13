"""The nine systems in the order they are built: the workforce first, since others teach and honour its workers."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from linli.common.world import World

_SYSTEMS = (
    ("workforce", "队伍建设"),
    ("study", "思想建设"),
    ("facilities", "阵地建设"),
    ("grid", "三长"),
    ("participation", "邻里议事"),
    ("burden", "减负与保障"),
    ("academy", "培训学院"),
    ("stations", "暖心驿站"),
    ("mediation", "群英断是非"),
)

BUILDERS: tuple[tuple[str, Callable[[World], None]], ...] = tuple(
    (label, import_module(f"linli.{name}.demo").build)
    for name, label in _SYSTEMS
    if find_spec(f"linli.{name}.demo")
)
