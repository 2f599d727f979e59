"""Which laws a new one says it takes the place of: 《……条例》同时废止. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from tongban.law.rules.names import name_key

_ENDS: Final = re.compile(r"[^。；]*同时废止")
_NAMED: Final = re.compile(r"《([^《》]{2,60})》")


def ended_by(articles: Iterable[str]) -> tuple[str, ...]:
    """The keys of the laws named in the clauses that end them, each once, in the order of the text."""
    clauses = (clause for text in articles for clause in _ENDS.findall(text))
    return tuple(dict.fromkeys(name_key(name) for clause in clauses for name in _NAMED.findall(clause)))
