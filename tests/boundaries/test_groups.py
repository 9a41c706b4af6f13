"""What is built once for a group of tests is built once: pytest-xdist has dropped groups without a word before."""

import os

import pytest


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="one process keeps everything together")
@pytest.mark.xdist_group("kept together")
def test_the_one_that_hands_out_tests_learns_the_group(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("loadgroup"):
        assert request.node.nodeid.endswith("@kept together")
