"""How the tests take records along."""

import csv
import io

from django.test import Client
from django.urls import reverse

HOUSEHOLDS = "household-served"
WORK = {"purpose": "work", "words": "更新十月台账"}


def register(slug: str = HOUSEHOLDS, ending: str = "csv", query: str = "") -> str:
    return reverse("desk:register-export", args=(slug, ending)) + query


def figure(code: str = "grid.households_served", ending: str = "csv") -> str:
    return reverse("indicators:export", args=(code, ending))


def file_of(client: Client, address: str, data: dict[str, str] | None = None) -> bytes:
    response = client.post(address, WORK if data is None else data)
    assert response.status_code == 200
    assert response.streaming, response.content.decode()[:2000]
    assert response["Content-Disposition"].startswith("attachment")
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
