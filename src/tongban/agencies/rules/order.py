"""The order in which people look for a body: the government, departments, centres, then townships, each by its name.

Chinese names stand by their sound. The first level of GB 2312, which GB 18030 keeps, has its characters in the order of
pinyin; so the bytes of a name in that coding are its place, and English names stand by their letters.
"""

from __future__ import annotations

from typing import Final

_RANKS: Final = ("government", "department", "centre", "township")


def body_order(kind: str, name: str) -> tuple[int, bytes]:
    """Where a body stands in a list for people."""
    return (_RANKS.index(kind) if kind in _RANKS else len(_RANKS), name.encode("gb18030"))
