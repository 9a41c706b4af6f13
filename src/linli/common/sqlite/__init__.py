"""SQLite as Linli opens it: Django's backend with a fair queue of writers."""
