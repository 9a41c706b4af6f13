"""What the handler of an accusation writes."""

from django import forms

from linli.ui.forms import LinliForm, text


class SecretForm(LinliForm):
    """One sentence: to whom, what came of it, or what the teller will read."""

    words = forms.CharField(label="怎么写", max_length=400, widget=text(3))
