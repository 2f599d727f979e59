"""Settings, one file a concern, read from the environment; nothing here decides anything about the field."""

from tongban.config.settings.accounts import *  # noqa: F403
from tongban.config.settings.base import *  # noqa: F403
from tongban.config.settings.database import *  # noqa: F403
from tongban.config.settings.hotline import *  # noqa: F403
from tongban.config.settings.jobs import *  # noqa: F403
from tongban.config.settings.ledger import *  # noqa: F403
from tongban.config.settings.pages import *  # noqa: F403
from tongban.config.settings.reminders import *  # noqa: F403
from tongban.config.settings.security import *  # noqa: F403
