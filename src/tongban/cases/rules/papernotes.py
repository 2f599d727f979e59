"""批注: a note on a page of a paper. Places are parts of a thousand, and nine words for the keyboard.

Pure: nothing here knows the case or who writes.
"""

from __future__ import annotations

from typing import Final

from tongban.kernel.refusals import Refusal

LONGEST: Final = 200
WHOLE: Final = 1000
_NINE: Final = (
    ("top_left", "左上", "top left"), ("top", "上方", "top"), ("top_right", "右上", "top right"),
    ("left", "左侧", "left"), ("middle", "正中", "middle"), ("right", "右侧", "right"),
    ("bottom_left", "左下", "bottom left"), ("bottom", "下方", "bottom"), ("bottom_right", "右下", "bottom right"),
)  # fmt: skip
PLACES: Final[dict[str, tuple[str, str, int, int]]] = {
    key: (zh, en, WHOLE * (2 * (number % 3) + 1) // 6, WHOLE * (2 * (number // 3) + 1) // 6)
    for number, (key, zh, en) in enumerate(_NINE)
}
"""Key → Chinese, English, x and y of its middle."""


def place_at(x: int, y: int) -> str:
    """The key of the ninth of the page in which a point lies."""
    column, row = min(3 * x // WHOLE, 2), min(3 * y // WHOLE, 2)
    return _NINE[3 * row + column][0]


def note_words(page: int, x: int, y: int, text: str, language: str) -> str:
    """A note in one phrase for a letter: where it is and what it says."""
    zh, en, _x, _y = PLACES[place_at(x, y)]
    return f"page {page}, {en}: {text}" if language == "en" else f"第 {page} 页{zh}：{text}"


def note_problem(*, text: str, page: int, pages: int, x: int, y: int) -> Refusal | None:
    """Why a note cannot stand: it says nothing or too much, or lies on no page."""
    if not text.strip():
        return Refusal("note_words", "请写明这里有什么问题。", "Say what is wrong there.")
    if len(text) > LONGEST or not all(sign.isprintable() for sign in text):
        return Refusal("note_long", "批注写成一行，200 字以内。", "A note is one line of at most 200 signs.")
    if not 1 <= page <= pages or not (0 <= x <= WHOLE and 0 <= y <= WHOLE):
        return Refusal("note_place", "材料上没有这个位置，请重新选。", "The paper has no such place; choose again.")
    return None
