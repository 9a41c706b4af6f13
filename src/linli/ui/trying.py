"""A refused act as sentences of its form: at the field where the rule names one, else on top."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from linli.workflow.machines import TransitionRefused


def tried(form: forms.Form, act: Callable[[], Any]) -> Any:
    """What ``act`` returns; None when it was refused, and the form says why."""
    try:
        return act()
    except TransitionRefused as refused:
        form.add_error(None, str(refused))
    except ValidationError as refused:
        if not hasattr(refused, "error_dict"):
            form.add_error(None, refused)
            return None
        for name, errors in refused.error_dict.items():
            for error in errors:
                form.add_error(name if name in form.fields else None, error)
    return None
