"""The key: made once with mode 0600, missed and recognised ever after; nothing ever decrypts to garbage."""

import base64
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from linli.people import crypto
from linli.people.models import KeyFingerprint

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_key(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    settings.LINLI_DATA_KEY = ""
    settings.LINLI_DATA_KEY_FILE = tmp_path / "data.key"
    settings.LINLI_DATA_CIPHER = "aes-256-gcm"
    crypto.forget_key()
    yield settings.LINLI_DATA_KEY_FILE
    crypto.forget_key()


def test_the_first_run_makes_a_private_key(own_key: Path) -> None:
    crypto.ensure_key()
    assert stat.S_IMODE(own_key.stat().st_mode) == 0o600
    assert len(base64.b64decode(own_key.read_bytes())) == crypto.KEY_BYTES
    assert KeyFingerprint.objects.get().fingerprint not in own_key.read_text()


@pytest.mark.parametrize("cipher", ["aes-256-gcm", "sm4-gcm"])
def test_what_is_sealed_opens_again_whatever_the_cipher_set_now(settings: Settings, cipher: str) -> None:
    settings.LINLI_DATA_CIPHER = cipher
    sealed = crypto.seal("13812342046", "person.phone")
    assert b"13812342046" not in sealed
    assert crypto.seal("13812342046", "person.phone") != sealed  # a fresh nonce each time
    settings.LINLI_DATA_CIPHER = "aes-256-gcm"
    assert crypto.unseal(sealed, "person.phone") == "13812342046"


@pytest.mark.parametrize("cipher", ["aes-256-gcm", "sm4-gcm"])
def test_a_changed_or_moved_text_does_not_open(settings: Settings, cipher: str) -> None:
    settings.LINLI_DATA_CIPHER = cipher
    sealed = crypto.seal("13812342046", "person.phone")
    for broken in (sealed[:-1] + bytes([sealed[-1] ^ 1]), sealed[:20], b"", b"\x09" + sealed[1:]):
        with pytest.raises(crypto.KeyProblem):
            crypto.unseal(broken, "person.phone")
    with pytest.raises(crypto.KeyProblem):
        crypto.unseal(sealed, "household.phone")


def test_a_missing_key_is_said_and_no_second_one_is_made(own_key: Path) -> None:
    crypto.seal("1", "person.phone")
    own_key.unlink()
    crypto.forget_key()
    with pytest.raises(crypto.KeyProblem, match="找不到个人信息密钥"):
        crypto.seal("1", "person.phone")
    with pytest.raises(crypto.KeyProblem, match="不要新建"):
        crypto.ensure_key()
    assert not own_key.exists()


def test_another_key_is_recognised(own_key: Path) -> None:
    sealed = crypto.seal("13812342046", "person.phone")
    own_key.unlink()
    own_key.write_bytes(base64.b64encode(os.urandom(crypto.KEY_BYTES)))
    crypto.forget_key()
    with pytest.raises(crypto.KeyProblem, match="不是加密这些数据时用的那一把"):
        crypto.unseal(sealed, "person.phone")


@pytest.mark.parametrize("content", ["", "not base64!", "c2hvcnQ="])
def test_a_damaged_key_file_is_said(own_key: Path, content: str) -> None:
    own_key.write_text(content)
    with pytest.raises(crypto.KeyProblem, match="密钥不完整"):
        crypto.seal("1", "person.phone")


def test_the_environment_may_hold_the_key(settings: Settings, own_key: Path) -> None:
    settings.LINLI_DATA_KEY = base64.b64encode(b"k" * 32).decode()
    assert crypto.unseal(crypto.seal("1", "f"), "f") == "1"
    assert not own_key.exists()


def test_hashes_differ_by_field_and_by_key(own_key: Path) -> None:
    one = crypto.find_hash("13812342046", "person.phone")
    assert one == crypto.find_hash(" 13812342046 ", "person.phone")
    assert one != crypto.find_hash("13812342046", "household.phone")
    KeyFingerprint.objects.all().delete()
    own_key.unlink()
    crypto.forget_key()
    assert one != crypto.find_hash("13812342046", "person.phone")
