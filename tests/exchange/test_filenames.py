"""Names of files that leave the system."""

import re
from email.message import Message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.exchange.filenames import MAX_LENGTH, content_disposition, file_name


def saved_as(header: str) -> str:
    """What a reader of RFC 5987 takes from the header."""
    message = Message()
    message["Content-Disposition"] = header
    name = message.get_filename()
    assert name is not None
    return name


def test_a_chinese_name_survives() -> None:
    header = content_disposition("户数一览 2024-10-30.xlsx")
    assert header == (
        'attachment; filename="2024-10-30.xlsx"; '
        "filename*=UTF-8''%E6%88%B7%E6%95%B0%E4%B8%80%E8%A7%88%202024-10-30.xlsx"
    )


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("../../etc/passwd", "etc passwd"),
        ('a"b\r\nSet-Cookie: x.csv', "a b Set-Cookie x.csv"),
        ("表\u202ecod.exe.pdf", "表cod.exe.pdf"),
        ("  ", "导出"),
        ("...", "导出"),
        ("a" * 300 + ".xlsx", "a" * (MAX_LENGTH - 5) + ".xlsx"),
        ("表" * 300, "表" * MAX_LENGTH),
    ],
)
def test_what_could_harm_is_taken_out(name: str, saved: str) -> None:
    assert file_name(name) == saved


def test_the_plain_name_is_ascii_even_for_none() -> None:
    assert content_disposition("户数.xlsx").startswith('attachment; filename="linli.xlsx"; ')
    assert content_disposition("户数").startswith('attachment; filename="linli"; ')


@given(st.text())
def test_the_header_is_one_line_of_ascii(name: str) -> None:
    header = content_disposition(name)
    assert re.fullmatch(
        r"attachment; filename=\"[\w.-]+\"; filename\*=UTF-8''[\w!#$&+.^`|~%-]+", header, re.ASCII
    )


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_name_reads_back(name: str) -> None:
    encoded = content_disposition(name).split("filename*=")[1]
    assert saved_as(f"attachment; filename*={encoded}") == file_name(name)
