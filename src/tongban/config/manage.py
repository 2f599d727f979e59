"""Django's command line: `python -m tongban.config.manage COMMAND`."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Runs one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongban.config.settings")
    execute_from_command_line(["tongban", *sys.argv[1:]])


if __name__ == "__main__":
    main()
