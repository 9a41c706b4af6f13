"""Where Linli meets the machine it runs on: settings, addresses, the web entry points, the `linli` command.

Nothing of the district's work belongs here. Config is the top of the house: it may import every room, no room
may import it; what a room needs to know it reads from `django.conf.settings`.
"""
