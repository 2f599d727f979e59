"""The form of an item as the list office edits it: its groups as rows, and the questions of one group as rows.

A table like `slots`, with the two shapes that differ from the stored ones: a group remembers which it was, so that its
questions follow it, and the options of a choice stand one a line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tongban.powerlist.rules import codes
from tongban.powerlist.rules.codes import CodeSet
from tongban.powerlist.rules.office.slots import Rows, Section, Slot
from tongban.powerlist.rules.providers import REGISTERS

S = Slot
KEY_HELP = ("小写字母开头，只含小写字母、数字和下划线。", "Small letters, digits and underscores, a letter first.")
GROUPS = Section("groups", "申请表", "Form", rows=(
    Rows("groups", "一页", "Page of questions", (
        S("key", "代号", "Key", "key", help=KEY_HELP),
        S("title", "标题", "Title", "words"),
    )),
))  # fmt: skip
BAR = "|"


def fields_section(materials: Sequence[tuple[str, str]], sources: CodeSet | None = None) -> Section:
    """The questions of one group; `materials` are the keys and names of the papers that may prove an answer, `sources`
    where an answer may be known already.
    """
    proofs: CodeSet = {"": ("无", "none"), **{key: (name, name) for key, name in materials}}
    known: CodeSet = {"": ("不预填", "not known before"), **(sources or {})}
    lists: CodeSet = {"": ("无", "none"), **REGISTERS}
    return Section("fields", "问题", "Questions", rows=(
        Rows("fields", "问题", "Question", (
            S("key", "代号", "Key", "key", help=KEY_HELP),
            S("label", "问题", "Question", "words"),
            S("type", "类型", "Type", "code", codes.FIELD_TYPES),
            S("required", "必填", "Must be answered", "yes_no"),
            S("help", "填写说明", "Help", "maybe_words"),
            S("unit", "单位", "Unit", help=("如 平方米。", "Like 平方米.")),
            S("options", "选项", "Options", "lines",
              help=("一行一个：代号 | 中文 | 英文。", "One a line: value | Chinese | English.")),
            S("register", "从名录里选", "Chosen from a register", "code", lists,
              help=("选了名录，就不用写选项；顺序每次抽取。", "Then there are no options; the order is drawn.")),
            S("prefill", "答案从哪里来", "Where the answer is known", "code", known,
              help=("先填好并写明来源，申请人可以改。", "Filled in with its source; it may be corrected.")),
            S("min", "最小", "At least", "maybe_number"),
            S("max", "最大", "At most", "maybe_number"),
            S("max_length", "最多字数", "Most characters", "maybe_number"),
            S("show_if", "什么条件下问", "Asked when", "condition",
              help=("如 gas = true；不填的都问。", "Like gas = true; empty is always asked.")),
            S("personal", "个人信息", "Personal data", "yes_no"),
            S("evidence", "由哪份材料证明", "Proved by", "code", proofs),
            S("flow_fact", "流程条件可以用", "The flow may ask it", "yes_no"),
        )),
    ))  # fmt: skip


def groups_shown(content: Any) -> dict[str, Any]:
    """The groups as rows."""
    return {"groups": content["form"]["groups"]}


def groups_saved(merged_groups: Sequence[Any]) -> list[dict[str, Any]]:
    """The groups of a form, from rows that were merged: a new one has no questions yet."""
    return [{"fields": [], **group} for group in merged_groups]


def fields_shown(group: Any) -> dict[str, Any]:
    """The questions of a group as rows."""
    return {
        "fields": [{**field, "options": [_option_line(one) for one in field["options"]]} for field in group["fields"]]
    }


def _option_line(option: Any) -> str:
    return f" {BAR} ".join((option["value"], option["label"]["zh"], option["label"]["en"]))


def fields_saved(merged_fields: Sequence[Any]) -> list[dict[str, Any]]:
    """The questions as they are stored, from rows that were merged."""
    return [{**field, "options": [_option(line) for line in field["options"]]} for field in merged_fields]


def _option(line: str) -> dict[str, Any]:
    """One option of its line; without words of its own the value is shown."""
    parts = [part.strip() for part in line.replace("｜", BAR).split(BAR, 2)]
    value, zh, en = (*parts, "", "")[:3]
    return {"value": value, "label": {"zh": zh or value, "en": en}}
