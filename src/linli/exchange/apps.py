"""Starts the exchange room."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Tables out; rosters in come with the systems that own them."""

    name = "linli.exchange"
    label = "exchange"
    verbose_name = "导入与导出"
