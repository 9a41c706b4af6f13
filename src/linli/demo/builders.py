"""The nine systems in the order they are built: the workforce first, since others teach and honour its workers."""

from collections.abc import Callable, Iterator
from importlib import import_module

from linli.common.world import World

SYSTEMS = (
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


def builders() -> Iterator[tuple[str, Callable[[World], None]]]:
    """Label and builder of each system that brings one."""
    for name, label in SYSTEMS:
        room = import_module(f"linli.{name}")
        try:
            module = import_module(f"{room.__name__}.demo")
        except ModuleNotFoundError as missing:
            if missing.name != f"linli.{name}.demo":
                raise
            continue
        if hasattr(module, "build"):
            yield label, module.build
