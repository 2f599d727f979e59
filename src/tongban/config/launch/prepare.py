"""Brings the database to the present code, in one process, as role *owner*.

Run as a program by `up`. Prints one line of JSON: the management commands that exist.
"""

import json
import sys

import django
from django.core.management import CommandError, call_command, get_commands


def main() -> None:
    """The tables; static files need nothing, they are served from the packages."""
    django.setup()
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except CommandError as refused:
        sys.exit(str(refused))
    sys.stdout.write("\n" + json.dumps({"commands": sorted(get_commands())}) + "\n")


if __name__ == "__main__":
    main()
