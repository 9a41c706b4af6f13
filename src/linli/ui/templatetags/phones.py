"""What every page for residents shows at its end: the number to call, where one is set."""

from django import template

from linli.ui.phones import Phone, district_phone

register = template.Library()


@register.simple_tag
def public_phone() -> Phone | None:
    """The district's number; None where none is set."""
    return district_phone()


@register.filter
def dialled(number: str) -> str:
    """For ``tel:``."""
    return "".join(sign for sign in number if sign.isdigit() or sign == "+")
