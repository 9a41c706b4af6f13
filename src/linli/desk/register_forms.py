"""What is asked to keep a view of a register."""

from django import forms

from linli.ui.forms import LinliForm, text


class ViewForm(LinliForm):
    """Its name alone: the filters are those of the address."""

    name = forms.CharField(label="给它起个名", max_length=20, widget=text(autocomplete="off"))
