"""Numbers that name a person are taken out of what people write before it is stored for reading and search. Pure.

Identity numbers, phones, bank cards, e-mail addresses and licence plates; names and addresses cannot be told from
other words by rule and stay in the sealed original alone where the writer put them into their own fields.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

MOST: Final = 4000
_PROVINCES: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PATTERNS: Final = (
    (re.compile(r"(?<![0-9A-Za-z])\d{6}(?:19|20)\d{9}[\dXx](?![0-9A-Za-z])"), "〔证件号〕"),
    (re.compile(r"(?<!\d)\d{15}(?!\d)"), "〔证件号〕"),
    (re.compile(r"(?<!\d)(?:\d[ -]?){15,18}\d(?!\d)"), "〔卡号〕"),
    (re.compile(r"(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"), "〔电话〕"),
    (re.compile(r"(?<!\d)0\d{2,3}[ -]?\d{7,8}(?!\d)"), "〔电话〕"),
    (re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"), "〔邮箱〕"),
    (re.compile(r"[" + _PROVINCES + r"][A-Z][·\s]?[A-Z0-9]{5,6}(?![A-Z0-9])"), "〔车牌〕"),
)  # fmt: skip


def clean_words(text: str, most: int = MOST) -> str:
    """What was typed as one normal form: no control or half characters, no more than `most` signs."""
    whole = text[: most * 2].encode("utf-8", "replace").decode()
    kept = "".join(sign for sign in whole if sign in "\n\t" or unicodedata.category(sign)[0] != "C")
    return unicodedata.normalize("NFC", kept).strip()[:most]


def redacted(text: str) -> str:
    """The text with every number that names a person replaced by what it was."""
    found = unicodedata.normalize("NFC", text)
    for pattern, instead in _PATTERNS:
        found = pattern.sub(instead, found)
    return found
