"""What is asked of whoever decides: words, which only a refusal must have."""

from typing import Any

from django import forms

from linli.ui.forms import LinliForm, text


class WordsForm(LinliForm):
    """``act``: ``refuse`` needs words, the other acts may have some."""

    words = forms.CharField(label="意见", max_length=300, required=False, widget=text(2))

    hints = {"words": "同意可以不写；不同意要写明理由，提出的人会看到。"}

    def __init__(self, *args: Any, act: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if act == "refuse":
            self.fields["words"].required = True
            self.fields["words"].error_messages["required"] = (
                "不同意要写明理由。写一句，提出的人才知道怎么改。"
            )
