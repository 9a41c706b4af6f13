"""The way in for servers that speak ASGI; `linli up` uses wsgi.py."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")

application = get_asgi_application()
