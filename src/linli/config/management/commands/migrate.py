"""`linli migrate`: Django's, but a database without tables gets them from the models at once."""

from typing import Any

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS

from linli.config import tables
from linli.demo.loading import is_empty
from linli.desk.search import index

PLAIN = (
    "app_label",
    "migration_name",
    "fake",
    "fake_initial",
    "plan",
    "run_syncdb",
    "check_unapplied",
    "prune",
)


class Command(migrate.Command):
    """As Django's. `--step-by-step` goes through every migration on an empty database too."""

    def add_arguments(self, parser: Any) -> None:
        """Django's, and one of ours."""
        super().add_arguments(parser)
        parser.add_argument(
            "--step-by-step",
            action="store_true",
            help="Apply every migration, on an empty database too (slow; leads to the same tables).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Whatever is asked beyond "bring it up to date" is left to Django."""
        slowly = options.pop("step_by_step", False)
        plain = not any(options.get(name) for name in PLAIN)
        if plain and not slowly and tables.is_bare(options["database"]):
            tables.make(options["database"], verbosity=options["verbosity"])
        else:
            super().handle(*args, **options)
        if plain and options["database"] == DEFAULT_DB_ALIAS and not is_empty():
            index.ensure()  # a migration may have emptied it: nobody shall wait for it at a search
