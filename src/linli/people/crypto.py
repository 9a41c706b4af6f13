"""Encryption of telephone and id numbers, and keyed hashes to find them by.

Key: 32 bytes in a file of mode 0600 (``LINLI_HOME/data.key``) or in the environment variable
``LINLI_DATA_KEY`` (base64); never in the database, which keeps only a fingerprint. A missing or wrong
key is said at once: nothing is ever decrypted to garbage, no second key is ever made beside old data.

Cipher text: 1 byte algorithm, 12 bytes nonce, then AEAD output (16-byte tag last). The field's name is
bound as associated data, so a value moved to another column does not open.
"""

import base64
import hashlib
import hmac
import os
import secrets
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import DatabaseError

from linli.people.models.key import KeyFingerprint

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
AES_256_GCM = 1
SM4_GCM = 2


class KeyProblem(RuntimeError):
    """The key is missing or is not the one the data was encrypted with. The text is for the operator."""


def key_path() -> Path:
    """Where the key file lies."""
    return Path(settings.LINLI_DATA_KEY_FILE)


def _read_key() -> bytes | None:
    given = settings.LINLI_DATA_KEY
    if given:
        raw = given.encode()
    elif key_path().exists():
        raw = key_path().read_bytes()
    else:
        return None
    try:
        key = base64.b64decode(raw.strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise KeyProblem(
            f"个人信息密钥不完整（应为 {KEY_BYTES} 字节的 base64）。请恢复备份的密钥文件 {key_path().name}。"
        )
    return key


def _make_key() -> bytes:
    key = secrets.token_bytes(KEY_BYTES)
    path = key_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(base64.b64encode(key) + b"\n")
    return key


def fingerprint(key: bytes) -> str:
    """What the database may know of the key."""
    return hashlib.sha256(b"linli key fingerprint" + key).hexdigest()[:32]


def ensure_key() -> None:
    """Make the key on the very first run; afterwards prove that it is still the same one.

    Raises KeyProblem when data was encrypted before and the key is gone or another.
    """
    known = KeyFingerprint.objects.values_list("fingerprint", flat=True).first()
    key = _read_key()
    if known is None:
        KeyFingerprint.objects.create(fingerprint=fingerprint(key if key is not None else _make_key()))
    elif key is None:
        raise KeyProblem(
            f"找不到个人信息密钥 {key_path().name}，已加密的电话和证件号无法读取。"
            "请把备份的密钥文件放回数据目录（权限 0600），不要新建。"
        )
    elif fingerprint(key) != known:
        raise KeyProblem("个人信息密钥不是加密这些数据时用的那一把。请换回备份的密钥文件，数据没有改动。")
    forget_key()


@lru_cache(maxsize=1)
def _keys() -> tuple[bytes, bytes]:
    """(encryption key, hash key); read and checked once per process."""
    key = _read_key()
    try:
        known = KeyFingerprint.objects.values_list("fingerprint", flat=True).first()
    except DatabaseError as error:
        raise KeyProblem("数据库还没有准备好，请先运行 linli up。") from error
    if key is None or known is None:
        ensure_key()
        key = _read_key()
    elif fingerprint(key) != known:
        raise KeyProblem("个人信息密钥不是加密这些数据时用的那一把。请换回备份的密钥文件，数据没有改动。")
    if key is None:
        raise KeyProblem("没有个人信息密钥。")
    return hashlib.sha256(b"encrypt" + key).digest(), hashlib.sha256(b"find" + key).digest()


def forget_key() -> None:
    """Read the key anew next time."""
    _keys.cache_clear()


def _sm4_seal(key: bytes, nonce: bytes, data: bytes, bound: bytes) -> bytes:
    encryptor = Cipher(algorithms.SM4(key[:16]), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound)
    return encryptor.update(data) + encryptor.finalize() + encryptor.tag


def _sm4_open(key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
    decryptor = Cipher(algorithms.SM4(key[:16]), modes.GCM(nonce, sealed[-TAG_BYTES:])).decryptor()
    decryptor.authenticate_additional_data(bound)
    return decryptor.update(sealed[:-TAG_BYTES]) + decryptor.finalize()


def _aes_open(key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
    return AESGCM(key).decrypt(nonce, sealed, bound)


_OPENERS: dict[int, Callable[[bytes, bytes, bytes, bytes], bytes]] = {
    AES_256_GCM: _aes_open,
    SM4_GCM: _sm4_open,
}


def new_key() -> bytes:
    """A key of its own for one owner's values."""
    return secrets.token_bytes(KEY_BYTES)


def seal_with(key: bytes, text: str, field: str) -> bytes:
    """Encrypt ``text`` under ``key``, bound to ``field``."""
    nonce, bound = secrets.token_bytes(NONCE_BYTES), field.encode()
    if settings.LINLI_DATA_CIPHER == "sm4-gcm":
        return bytes([SM4_GCM]) + nonce + _sm4_seal(key, nonce, text.encode(), bound)
    return bytes([AES_256_GCM]) + nonce + AESGCM(key).encrypt(nonce, text.encode(), bound)


def unseal_with(key: bytes, sealed: bytes | memoryview, field: str) -> str:
    """The text. Raises KeyProblem when it does not open; never returns garbage."""
    data = bytes(sealed)
    opener = _OPENERS.get(data[0] if data else 0)
    if opener is None or len(data) < 1 + NONCE_BYTES + TAG_BYTES:
        raise KeyProblem("这一项个人信息的密文不完整，请从备份恢复这条记录。")
    try:
        return opener(key, data[1 : 1 + NONCE_BYTES], data[1 + NONCE_BYTES :], field.encode()).decode()
    except InvalidTag:
        raise KeyProblem("这一项个人信息打不开：密钥不对，或密文被改动过。") from None


def seal(text: str, field: str) -> bytes:
    """Encrypt ``text`` for the column named ``field`` (``person.phone``)."""
    return seal_with(_keys()[0], text, field)


def unseal(sealed: bytes | memoryview, field: str) -> str:
    """The text. Raises KeyProblem when it does not open; never returns garbage."""
    return unseal_with(_keys()[0], sealed, field)


def find_hash(text: str, field: str) -> str:
    """Keyed hash by which an exact value is found without opening any (32 hex signs)."""
    _, key = _keys()
    return hmac.new(key, f"{field}\0{text.strip()}".encode(), hashlib.sha256).hexdigest()[:32]
