"""What a new item says before anybody wrote anything: its name, its body, and the limits its flow's steps name.

Lengths that a law sets come from the rulebook; a promise begins at what the law allows, which is never too short.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from tongban.powerlist.rules.codes import LICENCE
from tongban.powerlist.rules.content import Form, FormField, FormGroup, ItemContent, ItemLimit, Text, content_json
from tongban.powerlist.rules.flowtemplates import FlowTemplate
from tongban.rulebook.lookup import number

LAW = "中华人民共和国行政许可法"
FIXED: dict[str, tuple[str, str, str, str]] = {
    "acceptance": ("statutory", "receipt", "licence.acceptance_days", "第三十二条"),
    "whole_statutory": ("statutory", "acceptance", "licence.decision_days", "第四十二条"),
    "whole_promised": ("promised", "acceptance", "licence.decision_days", ""),
    "delivery": ("statutory", "decision", "licence.delivery_days", "第四十四条"),
}
"""The limits with a fixed meaning: kind, start, rulebook row, article of the Licence Law."""
COUNTY = "4"


def beginning(*, code: str, name: str, body: str, template: FlowTemplate | None, on: date) -> dict[str, Any]:
    """The first content of an item, as JSON; without a template it only guides."""
    kind = template.item_types[0] if template else LICENCE
    content = ItemContent(
        name=Text(name, ""),
        basic_code="",
        implementing_code="",
        local_code=code,
        item_type=kind,
        level=COUNTY,
        power_source="",
        case_type=template.case_type if template else "",
        service_objects=("1",),
        channels=("1", "2"),
        body=body,
        limits=_limits(template, on, licence=kind == LICENCE),
        form=_form(template),
        whole=template is not None,
    )
    result: dict[str, Any] = content_json(content)
    return result


def _limits(template: FlowTemplate | None, on: date, *, licence: bool) -> tuple[ItemLimit, ...]:
    if template is None or not template.limits:  # one thing of several items has the limits of its items
        return ()
    fixed = tuple(_fixed(key, on, licence=licence) for key in FIXED)
    return fixed + tuple(_step(key, on) for key in template.limits if key not in FIXED)


def _fixed(key: str, on: date, *, licence: bool) -> ItemLimit:
    """A limit of the Licence Law; for other kinds of items its source is still to be found."""
    kind, starts, row, article = FIXED[key]
    cited = licence and kind == "statutory"
    return ItemLimit(
        key=key, scope="case", kind=kind, length=number(row, on), unit="working_day", starts=starts,
        law=LAW if cited else "", article=article if cited else "", confidence="V" if cited else "M",
        rule=row if cited else None,
    )  # fmt: skip


def _step(key: str, on: date) -> ItemLimit:
    """A limit of one step: as long as acceptance may take, to be set by the office."""
    return ItemLimit(
        key=key, scope="task", kind="promised", length=number("licence.acceptance_days", on),
        unit="working_day", starts="task",
    )  # fmt: skip


def _form(template: FlowTemplate | None) -> Form:
    """The questions that steer the template's flow."""
    if template is None or not template.facts:
        return Form()
    fields = tuple(
        FormField(key=key, label=Text(key, key), type=kind, flow_fact=True) for key, kind in template.facts.items()
    )
    return Form(groups=(FormGroup(key="facts", title=Text("基本情况", "The facts"), fields=fields),))
