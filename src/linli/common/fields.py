"""Field types shared by all rooms: the path of a tree node, with its subtree lookup."""

from typing import Any, cast

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Lookup

SEPARATOR = "/"
AFTER_SEPARATOR = chr(ord(SEPARATOR) + 1)


def path_ceiling(path: str) -> str:
    """The first string after every path that begins with ``path``.

    ``path`` ends with the separator, so ids never match by their first digits only.
    """
    if not path.endswith(SEPARATOR):
        raise ValueError(f"a path ends with {SEPARATOR!r}: {path!r}")
    return path[:-1] + AFTER_SEPARATOR


class PathField(models.CharField):  # type: ignore[type-arg]  # not generic at run time
    """Ids between separators, ``/12/340/5571/``; compared byte by byte in every database."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        """Binary collation on PostgreSQL; SQLite compares bytes already."""
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


@PathField.register_lookup
class Under(Lookup):  # type: ignore[type-arg]  # not generic at run time
    """``path__under=p``: the node itself and all below it, as a range an index can serve (never LIKE)."""

    lookup_name = "under"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """``path >= p and path < ceiling(p)``."""
        left, left_params = self.process_lhs(compiler, connection)
        low = cast("str", self.rhs)
        return f"({left} >= %s AND {left} < %s)", (*left_params, low, *left_params, path_ceiling(low))
