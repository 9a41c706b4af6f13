"""Starts the documents room."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Papers as structured content. No tables and no pages of its own."""

    name = "linli.documents"
    label = "documents"
    verbose_name = "文书"
