"""Answers that an applicant of the fictional county would give: one lawful value for each question of any form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

from tongban.kernel.flow.feel import compile_condition
from tongban.powerlist.rules.content import FormField, ItemContent
from tongban.simulation.rules.codes import citizen_code, firm_code

PERSONS = ("周强", "刘凤英", "赵建国", "何玉兰", "马志强", "吴桂花", "郑海燕", "孙德明")
WORDS = {
    "sign_size": ("6.5 米 × 1.2 米", "4.2 米 × 0.9 米", "8 米 × 1.5 米"),
    "contractor_name": ("青禾县宏图建筑有限公司", "青禾县第一建筑工程公司"),
}
# What is usual in a county, so that a case reads like one: square metres, mu, cubic metres, ten thousand yuan, people.
SIZES = {
    "floor_area": (45, 260), "kitchen_area": (12, 40), "staff_count": (3, 18), "members": (2, 7), "plot_area": (80,
    160),
    "build_area": (90, 240), "works_area": (800, 26_000), "contract_price": (120, 8_000), "waste_volume": (200, 6_000),
    "area": (2, 60), "volume": (8, 180),
}  # fmt: skip


def answers_for(content: ItemContent, known: Mapping[str, str], random: Random, today: date) -> dict[str, Any]:
    """Fills a form from top to bottom; questions hidden by earlier answers stay empty."""
    given: dict[str, Any] = {}
    for field in content.fields():
        if field.show_if and not compile_condition(field.show_if).holds(given):
            continue
        given[field.key] = _answer(field, known, random, today)
    return given


def _answer(field: FormField, known: Mapping[str, str], random: Random, today: date) -> Any:
    if field.type in {"choice", "multi"}:
        chosen = random.choice(field.options).value
        return [chosen] if field.type == "multi" else chosen
    if field.type == "yesno":
        return random.random() < 0.5
    if field.type == "number":
        return random.randint(*SIZES.get(field.key, (field.min or 1, min(field.max or 500, (field.min or 1) + 200))))
    return _words(field, known, random, today)


def _words(field: FormField, known: Mapping[str, str], random: Random, today: date) -> str:
    if field.type == "date":
        return (today + timedelta(days=random.randint(10, 90))).isoformat()
    if field.type == "uscc":
        return known.get("uscc") or firm_code(random.randint(1000, 9000))
    if field.type == "citizen_id":
        return known.get("citizen_id") or citizen_code(random.randint(200, 900), date(1980, 5, 6))
    if field.type in {"phone", "address"}:
        return known[field.type]
    return _text(field, known, random)


def _text(field: FormField, known: Mapping[str, str], random: Random) -> str:
    """A firm names a person where a person is asked for; a person who applies names himself."""
    if field.key in WORDS:
        return random.choice(WORDS[field.key])
    if field.key == "sign_text":
        return known["name"].removeprefix("青禾县")
    if field.personal and ("uscc" in known or not field.key.startswith(("owner", "head", "operator"))):
        return random.choice(PERSONS)
    return known["name"][: field.max_length or 60]
