"""The field for files, and how a file is given away."""

from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from linli.common.uploads import DOCX, TEXT, store
from linli.ui.downloads import attachment, stored_attachment
from linli.ui.uploads import Upload, UploadField, UploadsField


class OneForm(forms.Form):
    file = UploadField(label="稿子", kinds=(TEXT, DOCX), most_bytes=2048)


class SeveralForm(forms.Form):
    papers = UploadsField(label="材料", kinds=(TEXT,), most_bytes=100, most_files=2, required=False)


def one(sent: SimpleUploadedFile | None) -> OneForm:
    return OneForm({}, MultiValueDict({"file": [sent]} if sent else {}))


def file(name: str, data: bytes = b"text") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="image/svg+xml")


def test_one_file_is_examined_and_its_claims_are_not_believed() -> None:
    form = one(file("../../a.txt"))

    assert form.is_valid()
    upload = form.cleaned_data["file"]
    assert isinstance(upload, Upload)
    assert (upload.title, upload.kind, upload.data) == ("a.txt", TEXT, b"text")


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        (None, "请选一个文件"),
        (file("a.txt", b""), "文件是空的"),
        (file("a.txt", b"1" * 2049), "文件超过 2 KB"),
        (file("a.docx", b"MZ\0"), "Windows 程序"),
    ],
)
def test_a_refusal_stands_beside_the_field(sent: SimpleUploadedFile | None, says: str) -> None:
    form = one(sent)

    assert not form.is_valid()
    assert says in form.errors["file"][0]


def test_a_file_too_large_is_not_read() -> None:
    class Heavy(SimpleUploadedFile):
        def read(self, *_: object) -> bytes:
            raise AssertionError("read")

    assert not one(Heavy("a.txt", b"1" * 2049)).is_valid()


def test_several_files_have_a_limit_and_a_refusal_names_the_file() -> None:
    def form(*files: SimpleUploadedFile) -> SeveralForm:
        return SeveralForm({}, MultiValueDict({"papers": list(files)}))

    two = form(file("a.txt"), file("b.txt"))
    assert two.is_valid()
    assert [each.title for each in two.cleaned_data["papers"]] == ["a.txt", "b.txt"]
    assert "一次最多 2 个文件" in form(*(file(f"{n}.txt") for n in range(3))).errors["papers"][0]
    assert "“b.txt”：这是" in form(file("a.txt"), file("b.txt", b"MZ\0")).errors["papers"][0]
    empty = form()
    assert empty.is_valid()
    assert empty.cleaned_data["papers"] == []


def test_the_page_offers_the_right_kinds() -> None:
    assert 'accept=".txt,.docx"' in str(OneForm()["file"])
    assert "multiple" in str(SeveralForm()["papers"])


@pytest.mark.django_db  # the end of an answer closes connections
def test_what_is_given_away_is_saved_and_never_shown(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    key = store(b"<script>alert(1)</script>")
    for answer in (
        attachment(b"x", '报告"\r\nX: y.html', "text/plain"),
        stored_attachment(key, "../报告.txt", TEXT),
    ):
        headers = answer.headers
        assert headers["Content-Disposition"].startswith("attachment; filename")
        assert "\n" not in headers["Content-Disposition"]
        assert ".." not in headers["Content-Disposition"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "private, no-store"
        assert headers["Content-Type"].startswith("text/plain")
        answer.close()
