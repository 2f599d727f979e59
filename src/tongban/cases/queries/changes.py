"""What changed in a guide between two versions of an item, by the names of its parts. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tongban.powerlist.rules.content import ItemContent

_PARTS: Final[tuple[tuple[tuple[str, str], Callable[[ItemContent], Any]], ...]] = (
    (("申请条件", "conditions"), lambda c: (c.who, c.conditions)),
    (("要填写的问题", "the questions you answer"), lambda c: c.form),
    (("申请材料", "the papers"), lambda c: c.materials),
    (("办理时限", "the time limits"), lambda c: c.limits),
    (("收费", "the fee"), lambda c: c.fee),
    (("办理结果", "the result"), lambda c: c.result),
    (("到现场次数", "the number of visits"), lambda c: (c.max_visits, c.visit_reason)),
    (("法律依据", "the legal basis"), lambda c: c.legal_basis),
    (("办理单位", "the bodies"), lambda c: (c.body, c.joint_bodies, c.handler)),
    (("办理地点和时间", "places and hours"), lambda c: (c.places, c.hours, c.contact)),
    (("救济途径", "the remedies"), lambda c: c.remedies),
)


def changed_parts(old: ItemContent, new: ItemContent) -> list[tuple[str, str]]:
    """The names, in Chinese and English, of the parts that differ; papers and questions are named one by one."""
    found = []
    for words, part in _PARTS:
        if part(old) != part(new):
            found.append(words)
    return [*found, *_named(old, new)]


def _named(old: ItemContent, new: ItemContent) -> list[tuple[str, str]]:
    before = {m.key: m.name for m in old.materials} | {f"q {f.key}": f.label for f in old.fields()}
    after = {m.key: m.name for m in new.materials} | {f"q {f.key}": f.label for f in new.fields()}
    added = [(f"新增：{after[key].zh}", f"added: {after[key].words('en')}") for key in after if key not in before]
    gone = [
        (f"不再需要：{before[key].zh}", f"no longer: {before[key].words('en')}") for key in before if key not in after
    ]
    return added + gone
