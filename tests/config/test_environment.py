"""Settings come from a typed environment; a wrong value is refused with the variable's name."""

from dataclasses import fields
from pathlib import Path

import pytest

from linli.config.environment import BadEnvironment, Environment, environment_table, read_environment


def test_without_any_variable_everything_has_a_default() -> None:
    environment = read_environment({})

    assert environment.home.name == "var"
    assert environment.database_url == ""
    assert "127.0.0.1" in environment.allowed_hosts
    assert environment.debug is False


def test_home_and_hosts_are_read(tmp_path: Path) -> None:
    environment = read_environment(
        {
            "LINLI_HOME": str(tmp_path),
            "LINLI_ALLOWED_HOSTS": "linli.example.cn,10.0.0.5",
            "LINLI_DEBUG": "true",
        }
    )

    assert environment.home == tmp_path
    assert environment.allowed_hosts == ("linli.example.cn", "10.0.0.5")
    assert environment.debug is True


def test_the_host_of_the_base_address_is_allowed() -> None:
    assert (
        "linli.example.cn" in read_environment({"LINLI_BASE_URL": "https://linli.example.cn/"}).allowed_hosts
    )


@pytest.mark.parametrize(
    ("name", "value"), [("LINLI_BASE_URL", "linli.example.cn"), ("LINLI_DATA_CIPHER", "rot13")]
)
def test_a_value_that_cannot_hold_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(BadEnvironment, match=name):
        read_environment({name: value})


def test_every_variable_is_explained_in_the_table() -> None:
    table = environment_table()

    for each in fields(Environment):
        assert f"`{each.metadata['variable']}`" in table
