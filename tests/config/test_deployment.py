"""Django's own checks find nothing to say: on a desk, on an intranet without TLS, and behind TLS."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKS = """
import django
django.setup()
from django.conf import settings
from django.core.checks import run_checks
for message in run_checks(include_deployment_checks=True):
    print("silenced" if message.is_silenced() else "OPEN", message.id)
for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"):
    print(name, getattr(settings, name))
print("HSTS", settings.SECURE_HSTS_SECONDS)
"""
# Each with its reason in settings.SILENCED_SYSTEM_CHECKS.
ALWAYS = {"security.W005", "security.W008", "security.W021"}
WITHOUT_TLS = {"security.W004", "security.W008", "security.W012", "security.W016"}


def told(home: Path, address: str) -> list[list[str]]:
    variables = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "linli.config.settings",
        "LINLI_HOME": str(home),
        "LINLI_BASE_URL": address,
    }
    answer = subprocess.run(
        [sys.executable, "-c", CHECKS], env=variables, capture_output=True, text=True, check=True
    )
    return [line.split() for line in answer.stdout.splitlines()]


@pytest.mark.parametrize(
    ("address", "silenced", "secure"),
    [
        ("http://127.0.0.1:8000", WITHOUT_TLS, False),
        ("http://linli.intranet", WITHOUT_TLS, False),
        ("https://linli.example.cn", ALWAYS, True),
    ],
)
def test_the_checks_for_deployment_are_clean(
    tmp_path: Path, address: str, silenced: set[str], secure: bool
) -> None:
    lines = told(tmp_path, address)

    assert [line for line in lines if line[0] == "OPEN"] == []
    assert {line[1] for line in lines if line[0] == "silenced"} == silenced
    assert ["SESSION_COOKIE_SECURE", str(secure)] in lines
    assert ["CSRF_COOKIE_SECURE", str(secure)] in lines
    assert (["HSTS", "31536000"] in lines) is secure
