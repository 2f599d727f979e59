"""Reminders: by which channels this installation speaks."""

import os

from tongban.config.settings.base import DEMO

# The demonstration's channels write into folders; an installation names those it has connected.
_CHANNELS = os.environ.get("TONGBAN_CHANNELS", "page,sms,chat" if DEMO else "page")
REMINDER_CHANNELS = tuple(name for name in _CHANNELS.split(",") if name)
OFFICIAL_MAIL_DOMAIN = os.environ.get("TONGBAN_MAIL_DOMAIN", "qinghe.example")
