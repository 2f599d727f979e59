"""The rules for one row of an imported list: known columns, and for each cell what is wrong and what would be right.

Tables and the small questions they ask. Faults that concern several rows, and what a good row says, are in `importing`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tongban.powerlist.rules import codes

SHOWN = 60
NAME_LIMIT = 300
ITEM_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{2,79}")
DIVISION = re.compile(r"[0-9]{6}|[0-9]{9}|[0-9]{12}")
FORMULA_STARTS = ("=", "+", "@", "-", "\t", "\r", "＝", "＋", "＠", "－")
NOT_SHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffd]")
VAGUE_NAMES = ("其他事项", "等事项")
UNFINISHED_NAMES = ("测试", "测试事项", "待定")
UNFINISHED_ENDS = ("（测试）", "(测试)", "（待定）", "(待定)")

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "department": ("department", "部门", "实施主体", "实施单位"),
    "name": ("name", "事项名称", "名称"),
    "item_code": ("item_code", "事项编码", "实施编码", "编码"),
    "item_type_code": ("item_type_code", "事项类型代码", "类型代码"),
    "item_type": ("item_type", "事项类型", "类型"),
    "body_code": ("body_code", "统一社会信用代码", "实施主体编码", "单位代码"),
    "division_code": ("division_code", "行政区划代码", "区划代码"),
    "level": ("level", "行使层级", "层级"),
}
REQUIRED = ("department", "name", "item_code", "item_type_code", "item_type", "body_code", "division_code")
OWN_NAMES: Mapping[str, tuple[str, str]] = {key: (names[1], names[0]) for key, names in COLUMNS.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file: its number as the file counts (the heading is 1) and its cells by our column names."""

    number: int
    cells: Mapping[str, str]

    def cell(self, column: str) -> str:
        """A cell without blanks around it; a missing one is empty."""
        return self.cells.get(column, "").strip()


@dataclass(frozen=True, slots=True)
class RowRule:
    """A rule for one cell: its column, what finds a fault in it, what is wrong, and what would be right."""

    code: str
    column: str
    faulty: Callable[[Row], bool]
    wrong: tuple[str, str]
    right: tuple[str, str]


def safe(value: str) -> str:
    """A cell as it may be shown or written again: shortened, without signs that hide or turn text."""
    shown = NOT_SHOWN.sub("�", value)
    return shown if len(shown) <= SHOWN else shown[:SHOWN] + "…"


def item_code_fault(code: str) -> bool:
    """Whether a text cannot be the code of an item: it stands in addresses, so only letters, digits, - and _."""
    return ITEM_CODE.fullmatch(code) is None


def type_code(row: Row) -> str:
    """The item type as two digits; many lists write 1 for 01."""
    return row.cell("item_type_code").zfill(2)


def _type_word_differs(row: Row) -> bool:
    words = codes.ITEM_TYPES.get(type_code(row))
    return words is not None and bool(row.cell("item_type")) and row.cell("item_type") not in words


def _type_unknown(row: Row) -> bool:
    return bool(row.cell("item_type_code")) and type_code(row) not in codes.ITEM_TYPES


def _division_malformed(row: Row) -> bool:
    return bool(row.cell("division_code")) and not DIVISION.fullmatch(row.cell("division_code"))


def _level_free_text(row: Row) -> bool:
    level = row.cell("level")
    return bool(level) and level not in codes.LEVELS and all(level != words[0] for words in codes.LEVELS.values())


def name_fault(name: str) -> bool:
    """Whether a name breaks the one naming rule of the list: blanks around it, several lines, or no matter named."""
    if name != name.strip() or "\n" in name:
        return True
    return any(vague in name for vague in VAGUE_NAMES) or name in UNFINISHED_NAMES or name.endswith(UNFINISHED_ENDS)


def _name_not_standard(row: Row) -> bool:
    return name_fault(row.cells.get("name", ""))


def _unreadable(column: str) -> Callable[[Row], bool]:
    return lambda row: bool(NOT_SHOWN.search(row.cells.get(column, "").replace("\n", "")))


def _formula(column: str) -> Callable[[Row], bool]:
    return lambda row: row.cells.get(column, "").startswith(FORMULA_STARTS)


def _missing(column: str) -> Callable[[Row], bool]:
    return lambda row: not row.cell(column)


def _rule(
    code: str, column: str, faulty: Callable[[Row], bool], wrong: str, wrong_en: str, right: str, en: str
) -> RowRule:
    return RowRule(code, column, faulty, (wrong, wrong_en), (right, en))


CELL_RULES: tuple[RowRule, ...] = tuple(
    rule
    for column in COLUMNS
    for rule in (
        _rule("unreadable", column, _unreadable(column), "含有不能显示的字符", "holds signs that cannot be shown",
              "删去这些字符，按 UTF-8 保存", "remove them and save the file as UTF-8"),
        _rule("formula", column, _formula(column), "以公式符号开头", "begins like a formula",
              "填写文字本身，不用公式", "write the words themselves, no formula"),
    )
)  # fmt: skip
ROW_RULES: tuple[RowRule, ...] = (
    *(
        _rule("missing", column, _missing(column), "没有填写", "is empty", "填写这一格", "fill this cell")
        for column in REQUIRED
    ),
    _rule("name_long", "name", lambda r: len(r.cell("name")) > NAME_LIMIT, "名称过长", "the name is too long",
          f"不超过 {NAME_LIMIT} 字", f"at most {NAME_LIMIT} characters"),
    _rule("name_not_standard", "name", _name_not_standard, "名称不规范", "the name is not standard",
          "名称前后不留空格、不换行，写明具体事项", "no blanks around it, one line, and the very matter"),
    _rule("item_code", "item_code", lambda r: bool(r.cell("item_code")) and item_code_fault(r.cell("item_code")),
          "事项编码含有不允许的字符", "the item code holds signs that are not allowed",
          "3 至 80 位字母、数字、连字符或下划线", "3 to 80 letters, digits, hyphens or underscores"),
    _rule("type_unknown", "item_type_code", _type_unknown,
          "没有这个事项类型", "there is no such item type", "用国家标准的类型代码，如 01、20",
          "a code of the standard, like 01 or 20"),
    _rule("type_differs", "item_type", _type_word_differs, "类型名称与代码不一致", "type and its code disagree",
          "与类型代码一致，如 01 行政许可", "the words of the code, like 01 行政许可"),
    _rule("division", "division_code", _division_malformed,
          "行政区划代码不对", "the division code is malformed", "6、9 或 12 位数字", "6, 9 or 12 digits"),
    _rule("level", "level", _level_free_text, "行使层级不是规定的代码", "the level is free text",
          "1 至 7 的代码，如 4（县级）", "a code from 1 to 7, like 4 for county"),
)  # fmt: skip
