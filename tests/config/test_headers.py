"""What every answer carries, whatever kind of address it comes from: nothing runs that is not ours, nobody frames us,
nothing private is kept on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from linli.people.models import Post
from tests.notices import rows
from tests.territory import Territory

PASSWORD = "Linli-2024-test"
OWN = "private, no-store"


@pytest.fixture
def desk(territory: Territory) -> Client:
    """Signed in."""
    account = territory.account(Post.STREET_OFFICER, territory.streets[0], PASSWORD)
    client = Client(raise_request_exception=False)
    client.force_login(account)
    return client


@pytest.fixture
def static_file() -> Iterator[str]:
    """A file where collected static files lie, and its address."""
    file = Path(settings.STATIC_ROOT) / "probe.css"
    file.write_text("a{}")
    yield f"{settings.STATIC_URL}probe.css"
    file.unlink()


def addresses(territory: Territory) -> dict[str, tuple[str, int]]:
    """One address of each kind, and the status it answers a reader at the desk with."""
    posting = rows.posted(territory)
    return {
        "health": ("/healthz", 200),
        "front door": ("/", 302),
        "public list": ("/postings/", 200),
        "public page": (f"/postings/{posting.ref}/", 200),
        "public, absent": ("/postings/nothing/", 404),
        "desk home": ("/desk/", 200),
        "desk list": (reverse("desk:register", args=("organisation",)), 200),
        "desk form": (reverse("notices:new"), 200),
        "file": (reverse("notices:paper", args=(posting.ref, "docx")), 200),
        "desk, absent": ("/desk/nothing/", 404),
        "no slash": ("/desk", 301),
        "wrong method": (reverse("desk:theme"), 405),
    }


def test_every_kind_of_address_carries_the_strict_headers(desk: Client, territory: Territory) -> None:
    for kind, (address, status) in addresses(territory).items():
        answer = desk.get(address)
        assert answer.status_code == status, kind
        strict(answer.headers, kind)
    odd = desk.get("/desk/", headers={"host": "evil.example"})
    assert odd.status_code == 400
    strict(odd.headers, "another host")


def strict(headers: object, kind: str) -> None:
    found = dict(headers.items())  # type: ignore[attr-defined]
    policy = dict(each.strip().partition(" ")[::2] for each in found["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'", kind
    for part in ("script-src", "style-src", "connect-src", "font-src", "worker-src"):
        assert policy.get(part, "'self'") == "'self'", kind
    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'", kind
    assert policy["form-action"].split()[0] == "'self'", kind
    assert "unsafe" not in found["Content-Security-Policy"], kind
    assert found["X-Content-Type-Options"] == "nosniff", kind
    assert found["X-Frame-Options"] == "DENY", kind
    assert found["Referrer-Policy"] == "same-origin", kind
    assert found["Cross-Origin-Opener-Policy"] == "same-origin", kind
    assert found["Cross-Origin-Resource-Policy"] == "same-origin", kind
    for feature in ("camera", "microphone", "geolocation", "idle-detection"):
        assert f"{feature}=()" in found["Permissions-Policy"], kind
    assert "no-store" in found["Cache-Control"], f"{kind}: kept although signed in"
    assert "public" not in found["Cache-Control"], kind


def test_what_somebody_signed_in_sees_is_kept_nowhere(desk: Client, territory: Territory) -> None:
    assert desk.get("/desk/").headers["Cache-Control"] == OWN
    assert desk.get("/postings/").headers["Cache-Control"] == OWN, "the page may differ for them one day"


def test_the_public_may_keep_a_page_and_no_proxy_may(territory: Territory) -> None:
    posting = rows.posted(territory)
    for address in ("/postings/", f"/postings/{posting.ref}/", "/reports/"):
        assert Client().get(address).headers["Cache-Control"] == "private, no-cache"
    assert Client().get(reverse("desk:sign-in")).headers["Cache-Control"].endswith("no-store") or (
        "no-store" in Client().get(reverse("desk:sign-in")).headers["Cache-Control"]
    )


def test_a_file_for_everybody_may_be_kept_and_is_not_sniffed(static_file: str) -> None:
    headers = Client().get(static_file).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "public" in headers["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in headers
    assert headers["Content-Type"].startswith("text/css")


@pytest.mark.django_db
def test_over_tls_browsers_are_told_to_stay_there() -> None:
    with override_settings(
        SECURE_HSTS_SECONDS=31_536_000, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")
    ):
        told = Client().get("/postings/", headers={"x-forwarded-proto": "https"}).headers
        assert told["Strict-Transport-Security"] == "max-age=31536000"
        assert "Strict-Transport-Security" not in Client().get("/postings/").headers


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(territory: Territory) -> None:
    territory.account(Post.STREET_OFFICER, territory.streets[0], PASSWORD)
    client = Client()
    client.post(reverse("desk:theme"), {"theme": "dark", "next": "/desk/"})
    client.get("/postings/")
    for name, cookie in client.cookies.items():
        assert cookie["samesite"] in ("Lax", "Strict"), name
        if name not in (settings.CSRF_COOKIE_NAME, "linli_sent"):
            assert cookie["httponly"], name
