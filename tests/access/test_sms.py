"""Messages leave by the backend that is set; what fails is said, and no number stands in the log of the machine."""

from pathlib import Path

import pytest
from django.conf import LazySettings

from linli.access import sms

sent: list[tuple[str, str]] = []


def gateway(number: str, text: str) -> None:
    sent.append((number, text))


def broken(number: str, text: str) -> None:
    raise ConnectionError(number)


def test_a_message_becomes_a_file_only_its_owner_may_read(settings: LazySettings, tmp_path: Path) -> None:
    settings.LINLI_HOME, settings.LINLI_SMS_BACKEND = tmp_path, "file"
    sms.send(" 13812342046 ", "验证码 123456")
    (file,) = (tmp_path / "sms").iterdir()
    assert file.read_text(encoding="utf-8") == "13812342046\n验证码 123456\n"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


def test_the_console_and_a_gateway_of_one_s_own(
    settings: LazySettings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.LINLI_SMS_BACKEND = "console"
    sms.send("13812342046", "您好")
    assert "13812342046：您好" in capsys.readouterr().out
    settings.LINLI_SMS_BACKEND = f"{__name__}.gateway"
    sms.send("13812342046", "您好")
    assert sent == [("13812342046", "您好")]


def test_a_gateway_that_fails_is_told_in_words(
    settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.LINLI_SMS_BACKEND = f"{__name__}.broken"
    with pytest.raises(sms.NotSent, match="发不出去"):
        sms.send("13812342046", "您好")
    assert "13812342046" not in caplog.text
    assert "138****2046" in caplog.text


def test_a_message_needs_a_number_and_a_text() -> None:
    for number, text in (("", "您好"), ("13812342046", " ")):
        with pytest.raises(ValueError, match="number and a text"):
            sms.send(number, text)
