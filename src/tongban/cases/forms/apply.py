"""What an applicant typed, as the stored form of an answer: full-width digits, spaces and capitals are put right, the
rest stays as typed, right or wrong. It judges nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any, Final, Protocol

from tongban.powerlist.rules.content import FormField

KEPT: Final = 12_000  # characters of one answer kept for mending; no question allows so many
MOST_CHOICES: Final = 100
CODES: Final = frozenset({"citizen_id", "uscc", "phone", "number", "date"})
MOST_WHOLE: Final = 12


class Posted(Protocol):
    """What was sent: a `QueryDict`."""

    def getlist(self, key: str) -> Sequence[Any]:
        """All values of a name."""


def read_answers(fields: Sequence[FormField], posted: Posted) -> dict[str, Any]:
    """The answers to some questions; a question that was not sent is an empty answer, None."""
    return {field.key: read_answer(field, posted.getlist(field.key)) for field in fields}


def read_answer(field: FormField, values: Sequence[Any]) -> Any:
    """One answer: text, whole number, yes or no, or a list of choices; None when nothing was given."""
    given = [clean(str(value)) for value in values[:MOST_CHOICES]]
    if field.type == "multi":
        return list(dict.fromkeys(one for one in given if one)) or None
    text = given[-1] if given else ""
    if field.type == "yesno":
        return {"yes": True, "no": False}.get(text, text or None)
    if field.type in CODES:
        text = _code(text, capitals=field.type != "phone")
    if field.type == "number":
        return _number(text)
    return text or None


def clean(text: str) -> str:
    """Composed characters, one kind of line end, no blanks around; what no encoding can hold is marked."""
    held = text[:KEPT].encode("utf-8", "replace").decode()
    return unicodedata.normalize("NFC", held.replace("\r\n", "\n")).strip()


def _code(text: str, *, capitals: bool) -> str:
    """Digits and letters as the registers write them: half-width, capitals, without blanks.

    A telephone has no letters: what was typed wrongly there comes back as it was typed.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return plain.upper() if capitals else plain


def _number(text: str) -> int | str | None:
    plain = text.replace(",", "")
    sign, digits = plain[:1] == "-", plain.removeprefix("-")
    if digits.isascii() and digits.isdigit() and len(digits) <= MOST_WHOLE:
        return -int(digits) if sign else int(digits)
    return plain or None
