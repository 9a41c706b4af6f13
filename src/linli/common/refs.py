"""Public references of records: short, opaque, never the primary key."""

import secrets

from django.db import models

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 10


def new_ref() -> str:
    """A fresh reference: 10 signs without look-alikes (31^10, enough for any district)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


class RefField(models.CharField):  # type: ignore[type-arg]  # not generic at run time
    """The reference by which a record is addressed from outside."""

    def __init__(self, **kwargs: object) -> None:
        options: dict[str, object] = {
            "max_length": LENGTH,
            "default": new_ref,
            "unique": True,
            "editable": False,
            "verbose_name": "编号",
        }
        super().__init__(**(options | kwargs))  # type: ignore[arg-type]  # field options are open-ended
