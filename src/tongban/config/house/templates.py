"""Do all templates compile? Run as a program by `check`; prints one line for each that does not."""

import sys
from pathlib import Path

import django
from django.template import TemplateSyntaxError
from django.template.loader import get_template

from tongban.config.launch.places import PROJECT


def template_names(source: Path) -> list[str]:
    """The names under which Django knows our templates."""
    found = ((path, top) for top in source.glob("*/templates") for path in top.rglob("*"))
    return sorted(str(path.relative_to(top)) for path, top in found if path.suffix in (".html", ".txt"))


def main() -> int:
    """Compiles every template."""
    django.setup()
    failed = 0
    for name in template_names(PROJECT / "src" / "tongban"):
        try:
            get_template(name)
        except TemplateSyntaxError as error:
            failed = 1
            sys.stdout.write(f"{name}: {error}\n")
    return failed


if __name__ == "__main__":
    sys.exit(main())
