"""The press: sets a Typst template with data and gives PDF/A bytes. It knows no document and no database.

Data reaches the template as one JSON text that Typst parses as data: nothing an applicant or clerk wrote is ever
read as markup or code. Fonts come from one package, never from the machine, and the date is passed in, so equal
input gives equal bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst


@cache
def _fonts() -> typst.Fonts:
    """Read once a process: the two families are 20 MB."""
    folder = Path(pylopdf_fonts_zh_cn.__file__).parent
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def press(template: Path, data: Mapping[str, object], *, at: datetime) -> bytes:
    """The PDF/A-2b of a template with its data, dated `at` (aware).

    The template may include files of its own folder.
    """
    return typst.compile(
        template,
        root=template.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False, sort_keys=True)},
        pdf_standards="a-2b",
        timestamp=at.replace(microsecond=0),  # a document has no fractions of a second
    )
