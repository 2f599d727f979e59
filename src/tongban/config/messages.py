"""Compiles translations: every `locale/*/LC_MESSAGES/django.po` into the `.mo` beside it, when it is newer.

`python -m tongban.config.messages` does it by hand. Whether translations are complete is asked by `./tongban check`.
"""

from pathlib import Path

import polib

SOURCE = Path(__file__).resolve().parents[1]


def compile_messages(source: Path = SOURCE) -> list[Path]:
    """Compiles what is out of date; returns the files written."""
    written = []
    for text in sorted(source.glob("**/locale/*/LC_MESSAGES/django.po")):
        target = text.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= text.stat().st_mtime:
            continue
        half = target.with_suffix(".half")
        polib.pofile(str(text)).save_as_mofile(str(half))
        half.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    compile_messages()
