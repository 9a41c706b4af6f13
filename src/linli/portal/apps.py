"""Starts the residents' site."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """What residents see: who is near, telling a matter, what became of it. No account, no script needed."""

    name = "linli.portal"
    label = "portal"
    verbose_name = "居民页面"
