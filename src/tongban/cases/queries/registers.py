"""Questions whose options are the members of a public register: filled in, in the order drawn for one application."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tongban.powerlist.queries.providers import Drawn, drawn_register
from tongban.powerlist.rules.content import Form, FormField, ItemContent, Option
from tongban.powerlist.rules.providers import REGISTERS
from tongban.powerlist.rules.text import Text


@dataclass(frozen=True, slots=True)
class ShownRegister:
    """A register as a page names it under its question: its names, the number drawn for this application."""

    key: str
    names: tuple[str, str]
    number: str


def registers_of(fields: Sequence[FormField]) -> list[str]:
    """The registers that some questions choose from, each once."""
    return list(dict.fromkeys(field.register for field in fields if field.register))


def shown_registers(fields: Sequence[FormField], number: str) -> list[ShownRegister]:
    """The registers of some questions, for the note that tells how the order came about."""
    return [ShownRegister(key, REGISTERS[key], number) for key in registers_of(fields) if key in REGISTERS]


def with_registers(content: ItemContent, *, number: str, on: date) -> ItemContent:
    """The content with the options of such questions filled in; the same object when it has none."""
    keys = registers_of(content.fields())
    if not keys:
        return content
    known = {key: _options(drawn_register(key, number=number, on=on)) for key in keys}
    groups = tuple(
        replace(group, fields=tuple(
            replace(field, options=known[field.register]) if field.register else field for field in group.fields
        ))
        for group in content.form.groups
    )  # fmt: skip
    return replace(content, form=Form(groups=groups))


def _options(found: Drawn) -> tuple[Option, ...]:
    """The name is the answer, so that it reads the same wherever it is shown, also after the provider has left."""
    return tuple(
        Option(
            value=one.name_zh,
            label=Text(
                f"{one.name_zh}（{one.address_zh}，{one.phone}）", f"{one.name_en} ({one.address_en}, {one.phone})"
            ),
        )
        for one in found.providers
    )
