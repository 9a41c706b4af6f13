"""What is asked to keep a view of a register, and to give matters to a colleague."""

from django import forms

from linli.ui.forms import LinliForm, text


class ViewForm(LinliForm):
    """Its name alone: the filters are those of the address."""

    name = forms.CharField(label="给它起个名", max_length=20, widget=text(autocomplete="off"))


class GiveForm(LinliForm):
    """Whom open matters go to, and why."""

    name = forms.CharField(label="交给谁", max_length=40, widget=text(autocomplete="off"))
    why = forms.CharField(label="交办缘由", max_length=120, widget=text())
    hints = {
        "name": "姓名写全，或写用户名。要在您负责的地区任职、有账号。",
        "why": "一句话，对方会看到。例如：请本周联系双方。",
    }
