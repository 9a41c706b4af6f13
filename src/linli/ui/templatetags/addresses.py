"""``{% url %}`` as Django's, with the addresses it found before at hand. Stands for it in every template (settings)."""

from typing import Any

from django import template
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as parsed

from linli.common.addresses import address

register = template.Library()


class KeptURLNode(URLNode):
    """Only the plainest use: a name and words or numbers in order. Everything else is Django's own."""

    def render(self, context: Any) -> str:
        if self.kwargs or self.asvar is not None:
            return super().render(context)
        args = [arg.resolve(context) for arg in self.args]
        if not all(type(arg) in (str, int) for arg in args):
            return super().render(context)
        return address(self.view_name.resolve(context), *args)


@register.tag
def url(parser: Parser, token: Token) -> KeptURLNode:
    """The address of a page by its name."""
    node = parsed(parser, token)
    return KeptURLNode(node.view_name, node.args, node.kwargs, node.asvar)
