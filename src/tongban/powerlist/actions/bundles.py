"""Composing one thing of several items (一件事): its form and papers out of the members in force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from tongban.kernel.refusals import Refused, refuse
from tongban.powerlist.queries import published_item
from tongban.powerlist.rules.bundles import order_problem, union
from tongban.powerlist.rules.content import ItemContent, content_json, parse_content


def compose_bundle(content: Mapping[str, Any], *, on: date) -> dict[str, Any]:
    """The content of a bundle with the union of its members' questions and papers, as they stand on a day.

    The given form holds only the bundle's own questions. Refused when a member is not in force, is only a guide and
    not marked as handled outside, or when the members wait for each other.
    """
    base = parse_content(dict(content))
    problem = order_problem(base.members)
    if problem is not None:
        raise Refused(problem)
    parts = [(member, _content(member.item, member.outside, on)) for member in base.members]
    composed: dict[str, Any] = content_json(union(base, parts))
    return composed


def _content(code: str, outside: bool, on: date) -> ItemContent:
    version = published_item(code, on).version
    if version is None or not (version.content.whole or outside):
        raise refuse(
            "bundle_not_in_force",
            zh="“{item}”没有公布，或者只有指南，不能编进一件事。",
            en="“{item}” is not published or only a guide, so it cannot be part of one thing.",
            item=code,
        )
    return version.content
