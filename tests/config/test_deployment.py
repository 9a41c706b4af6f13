"""Django's own checks find nothing to say, on a desk and behind TLS."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKS = """
import django
django.setup()
from django.core.checks import run_checks
for message in run_checks(include_deployment_checks={deploy}):
    print(message.id)
"""
# W008: the proxy that ends TLS redirects, see settings. W021: preloading is the domain owner's decision.
# W005: sub-domains belong to the district's other offices.
EXPECTED = {"security.W005", "security.W008", "security.W021"}


@pytest.mark.parametrize(
    ("address", "deploy"), [("http://127.0.0.1:8000", False), ("https://linli.example.cn", True)]
)
def test_the_checks_are_clean(tmp_path: Path, address: str, deploy: bool) -> None:
    variables = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "linli.config.settings",
        "LINLI_HOME": str(tmp_path),
        "LINLI_BASE_URL": address,
    }

    answer = subprocess.run(
        [sys.executable, "-c", CHECKS.format(deploy=deploy)],
        env=variables,
        capture_output=True,
        text=True,
        check=True,
    )

    assert set(answer.stdout.split()) <= (EXPECTED if deploy else set())
