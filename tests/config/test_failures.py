"""What people are told when a page cannot be given: words, a way out, and for our own faults a number."""

import logging
import re
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from django.views.decorators.http import require_POST

from linli.common.limits import limited
from linli.config.logs import HomeFileHandler, NumberFilter, logging_settings

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]

handler400 = "linli.config.failures.bad_request"
handler403 = "linli.config.failures.permission_denied"
handler404 = "linli.config.failures.page_not_found"
handler500 = "linli.config.failures.server_error"


def crash(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("what happened inside")


def raising(error: Exception) -> Any:
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


def typed(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("text", ""))


@require_POST
def sent(request: HttpRequest) -> HttpResponse:
    return HttpResponse("taken")


urlpatterns = [
    path("crash/", crash),
    path("refuse/", raising(PermissionDenied())),
    path("refuse-with-words/", raising(PermissionDenied("张某已离任，这件事归接手的人。"))),
    path("refuse-in-code/", raising(PermissionDenied("capability grid.write missing"))),
    path("bad/", raising(BadRequest("x=<script>"))),
    path("odd/", raising(SuspiciousOperation("secret"))),
    path("typed/", typed),
    path("sent/", sent),
    path("often/", limited("often", most=1, per=timedelta(hours=1), methods=("GET",))(lambda _: HttpResponse("ok"))),
    path("", include("linli.config.urls")),
]  # fmt: skip


@pytest.fixture
def calm() -> Client:
    """A client that gets the page of a failure, as a browser does, not the exception."""
    return Client(raise_request_exception=False)


def text_of(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def lines() -> Any:
    """What the log file would hold."""
    told = StringIO()
    handler = logging.StreamHandler(told)
    line = logging_settings(Path("/nowhere"), "web")["formatters"]["line"]
    handler.setFormatter(logging.Formatter(line["format"], style=line["style"]))
    handler.addFilter(NumberFilter())
    logging.getLogger().addHandler(handler)
    yield told
    logging.getLogger().removeHandler(handler)


def test_a_fault_of_ours_has_a_number_and_the_log_has_it_too(calm: Client, lines: StringIO) -> None:
    response = calm.get("/crash/")

    assert response.status_code == 500
    number = re.search(r"Linli-[0-9a-f]{8}", text_of(response))
    assert number
    assert "what happened inside" not in text_of(response)
    line = next(line for line in lines.getvalue().splitlines() if "Internal Server Error" in line)
    assert number.group() in line
    assert "ZeroDivisionError: what happened inside" in lines.getvalue(), "with its traceback"
    other = re.search(r"Linli-[0-9a-f]{8}", text_of(calm.get("/crash/")))
    assert other
    assert other.group() != number.group()


def test_the_file_of_the_log_has_the_number(tmp_path: Path) -> None:
    declared = logging_settings(tmp_path, "web")
    assert declared["handlers"]["file"]["filters"] == declared["handlers"]["console"]["filters"] == ["number"]
    assert "{number}" in declared["formatters"]["line"]["format"]
    assert issubclass(HomeFileHandler, logging.Handler)


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/crash/", 500, "是我们的问题"),
        ("/bad/", 400, "看不懂这个请求"),
        ("/odd/", 400, "看不懂这个请求"),
        ("/refuse/", 403, "能做什么由任职决定"),
        ("/refuse-with-words/", 403, "张某已离任"),
        ("/refuse-in-code/", 403, "能做什么由任职决定"),
        ("/nowhere/", 404, "没有这一页"),
        ("/sent/", 405, "只接表单送来的内容"),
    ],
)
def test_each_says_what_it_is_and_shows_a_way_out(
    calm: Client, address: str, status: int, words: str
) -> None:
    response = calm.get(address)
    text = text_of(response)

    assert response.status_code == status
    assert words in text
    assert text.count("btn-primary") == 1
    assert 'href="/desk/"' in text
    assert '<html lang="zh-Hans"' in text
    for hidden in ("secret", "script>", "capability", "Traceback"):
        assert hidden not in text
    assert ("Linli-" in text) is (status == 500)


def test_a_resident_is_led_back_to_what_a_resident_reads(calm: Client) -> None:
    assert 'href="/postings/"' in text_of(calm.get("/postings/nothing/"))
    assert 'href="/reports/"' in text_of(calm.get("/reports/nothing/"))


def test_the_page_looks_as_the_reader_chose(calm: Client) -> None:
    calm.cookies.load({"theme": "dark", "elder": "on"})
    for address in ("/crash/", "/nowhere/"):
        text = text_of(calm.get(address))
        assert 'data-bs-theme="dark"' in text
        assert "data-elder" in text


def test_a_limit_used_up_says_when_to_come_again(calm: Client) -> None:
    assert calm.get("/often/").status_code == 200
    refused = calm.get("/often/")

    assert refused.status_code == 429
    assert 3500 < int(refused.headers["Retry-After"]) <= 3600
    assert re.search(r"请(明天 )?\d+:\d\d 以后再试", text_of(refused))


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000, LINLI_LARGEST_BODY=5000)
@pytest.mark.parametrize("length", [2000, 6000])
def test_too_large_a_body_is_refused_as_that(calm: Client, length: int) -> None:
    large = calm.post("/typed/", f"text={'x' * length}", "application/x-www-form-urlencoded")

    assert large.status_code == 413
    assert "内容太大，没有收下" in text_of(large)


@override_settings(LINLI_LARGEST_BODY=5000)
def test_a_body_is_refused_by_what_it_announces_before_it_is_read(calm: Client) -> None:
    def never(*_: object) -> bytes:
        raise AssertionError("read")

    body = type("Body", (), {"read": never, "readline": never})()
    response = calm.generic("POST", "/typed/", **{"wsgi.input": body, "CONTENT_LENGTH": "5001"})
    assert response.status_code == 413


def test_another_name_for_the_server_leads_to_the_right_one(calm: Client) -> None:
    response = calm.get("/desk/", headers={"host": "evil.example"})

    assert response.status_code == 400
    assert "这台服务器不用这个网址" in text_of(response)
    assert 'href="http://127.0.0.1:8000/"' in text_of(response)
    assert "evil" not in text_of(response)


def test_a_form_without_its_token_says_so() -> None:
    refused = Client(enforce_csrf_checks=True).post("/typed/", {"text": "x"})

    assert refused.status_code == 403
    assert "没有送出" in text_of(refused)
    assert "写过的内容还在那里" in text_of(refused)


@pytest.mark.parametrize(("address", "status"), [("/crash/", 500), ("/nowhere/", 404), ("/refuse/", 403)])
def test_a_program_gets_json(calm: Client, address: str, status: int) -> None:
    response = calm.get(address, headers={"accept": "application/json"})

    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/problem+json"
    told = response.json()
    assert told["status"] == status
    assert told["title"]
    assert re.fullmatch(r"Linli-[0-9a-f]{8}", told["number"])


@pytest.mark.parametrize("header", [{"hx-request": "true"}, {"sec-fetch-dest": "empty"}])
def test_a_script_gets_a_part_and_not_a_page(calm: Client, header: dict[str, str]) -> None:
    text = text_of(calm.get("/crash/", headers=header))

    assert "<html" not in text
    assert 'role="alert"' in text
    assert "Linli-" in text


def test_the_page_of_an_error_survives_its_own_template(
    calm: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> str:
        raise OSError("no template")

    monkeypatch.setattr("linli.ui.failures.render_to_string", broken)
    response = calm.get("/crash/")

    assert response.status_code == 500
    assert "是我们的问题" in text_of(response)
    assert "Linli-" in text_of(response)


def test_a_failure_asks_nothing_of_the_database(
    calm: Client, django_assert_num_queries: Any
) -> None:  # it may be what failed
    with django_assert_num_queries(0):
        assert calm.get("/crash/").status_code == 500
