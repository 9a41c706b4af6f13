"""Starts the privacy room."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """What a person may ask of us: to see, correct, delete, withdraw; how long data is kept, and the notices that say so."""

    name = "linli.privacy"
    label = "privacy"
    verbose_name = "个人信息"
