"""The field for a file, with the rules of ``linli.common.uploads`` in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms

from linli.common.uploads import FileKind, Refused, examine, title_of, too_large

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


@dataclass(frozen=True)
class Upload:
    """An examined file. ``title`` is for showing; it never was and never becomes a path."""

    title: str
    kind: FileKind
    data: bytes


class UploadField(forms.Field):
    """One file, examined by its content; ``cleaned_data`` has an ``Upload``, or None."""

    widget = forms.FileInput
    default_error_messages = {"required": "请选一个文件。"}

    def __init__(
        self, *, kinds: Sequence[FileKind], most_bytes: int, label: str, required: bool = True, **options: Any
    ) -> None:
        self.kinds, self.most_bytes = tuple(kinds), most_bytes
        super().__init__(label=label, required=required, **options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        """What the browser offers first; it decides nothing."""
        return {"accept": ",".join(f".{ending}" for kind in self.kinds for ending in kind.endings)}

    def clean(self, value: Any) -> Upload | None:
        """Raises ValidationError with the sentence of the rule that was broken."""
        if value in self.empty_values:
            if self.required:
                raise forms.ValidationError(self.error_messages["required"], code="required")
            return None
        try:
            return self.examined(value)
        except Refused as refused:
            raise forms.ValidationError(refused.message, code=refused.code) from None

    def examined(self, file: UploadedFile) -> Upload:
        """Read only when small enough. Raises Refused."""
        if (file.size or 0) > self.most_bytes:
            raise too_large(self.most_bytes)
        title, data = title_of(file.name or ""), file.read()
        return Upload(title, examine(title, data, self.kinds, most_bytes=self.most_bytes), data)


class _SeveralInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class UploadsField(UploadField):
    """Several files, at most ``most_files``; ``cleaned_data`` has a list of ``Upload``."""

    widget = _SeveralInput

    def __init__(self, *, most_files: int, **options: Any) -> None:
        self.most_files = most_files
        super().__init__(**options)

    def clean(self, value: Any) -> list[Upload]:  # type: ignore[override]  # several for one
        """Raises ValidationError; a refusal names the file it means."""
        files = [each for each in (value or []) if each]
        if not files:
            super().clean(None)
            return []
        if len(files) > self.most_files:
            raise forms.ValidationError(
                f"一次最多 {self.most_files} 个文件，这里有 {len(files)} 个。请分几次送。", code="count"
            )
        found = []
        for file in files:
            try:
                found.append(self.examined(file))
            except Refused as refused:
                told = f"“{title_of(file.name or '')}”：{refused.message}"
                raise forms.ValidationError(told, code=refused.code) from None
        return found
