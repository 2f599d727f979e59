"""Names of laws: the full name, the short one people write, and the key under which both are the same. Pure."""

from __future__ import annotations

import re
from typing import Final

STATE: Final = "中华人民共和国"
_EDITION: Final = re.compile(
    r"[（(](?:\d{4}年?.{0,12}(?:修正|修订|修改|版|公布|施行)?|修正|修订|最新|全文).{0,4}[)）]$"
)
NAME_LIMIT: Final = 120


def name_key(name: str) -> str:
    """中华人民共和国行政许可法, 《行政许可法》 and 行政许可法（2019年修正） as one key: 行政许可法."""
    plain = re.sub(r"[\s《》〈〉“”\"]", "", name)
    plain = _EDITION.sub("", plain)
    return plain.removeprefix(STATE)[:NAME_LIMIT]


def short_name(title: str) -> str:
    """How people call a law: without the name of the state."""
    return title.removeprefix(STATE)
