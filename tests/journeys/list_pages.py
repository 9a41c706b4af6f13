"""Writes the list of all pages, and a session for each account, for the platform whose home the environment names.

For a browser that walks a platform in a process of its own: its records have references of their own.
"""

import json
import sys
from dataclasses import asdict

import django
from django.conf import settings


def main() -> None:
    """JSON: ``pages`` and ``sessions`` (account → key)."""
    django.setup()
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    from tests.journeys import pages  # needs the models

    pages.prepare()
    found = list(pages.all_pages())
    name = settings.SESSION_COOKIE_NAME
    sessions = {who: pages.client_of(who).cookies[name].value for who in {page.who for page in found} if who}
    json.dump({"pages": [asdict(page) for page in found], "sessions": sessions}, sys.stdout)


if __name__ == "__main__":
    main()
