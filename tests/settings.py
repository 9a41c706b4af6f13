"""Settings for tests: a home folder of their own, thrown away afterwards; fast password hashing; plain static files."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_home = tempfile.mkdtemp(prefix="linli-test-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["LINLI_HOME"] = _home
(Path(_home) / "static").mkdir()

from linli.config.settings import *  # noqa: E402, F403  # settings are a star import, and must follow the line above
from linli.config.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
LINLI_SECOND_FACTOR_ROLES = ()  # asked in tests/access; elsewhere an administrator's page is looked at, not his way in
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# Test databases lie in memory, where nobody queues; pytest-django gives each worker one only under Django's own name.
if DATABASES["default"]["ENGINE"] == "linli.common.sqlite":
    DATABASES["default"]["ENGINE"] = "django.db.backends.sqlite3"
