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
    "hospital": ("县人民医院", "县中医院", "市中心医院"),
    "school_name": ("青禾县晨星幼儿园", "青禾县启明文化培训学校", "青禾县河湾实验幼儿园"),
    "what": ("厨房失火，烧毁两间住房", "骑车摔伤住院，家里断了收入", "孩子突发重病，费用凑不齐"),
    "return_water": ("沉淀后排入柳河", "灌溉渠尾水回田"),
    "project_name": ("门面房翻建", "冷库建设", "办公楼新建", "农产品分拣中心"),
    "bank_account": ("6217 0099 0823 0001 234", "6217 0099 0823 0005 678"),
    "helper": ("", "村委会马会计", "女儿"),
    "contractor_name": ("青禾县宏图建筑有限公司", "青禾县第一建筑工程公司"),
}
OWN = ("owner", "head", "operator", "applicant", "founder")
# What is usual in a county, so that a case reads like one: square metres, mu, cubic metres, ten thousand yuan, people.
SIZES = {
    "floor_area": (45, 260), "kitchen_area": (12, 40), "staff_count": (3, 18), "members": (2, 7), "plot_area": (80,
    160),
    "build_area": (90, 240), "works_area": (800, 26_000), "contract_price": (120, 8_000), "waste_volume": (200, 6_000),
    "area": (2, 60), "volume": (8, 180), "outlets": (1, 2), "daily_volume": (2, 60), "width": (4, 18), "height": (2, 6),
    "pupils": (30, 400), "funds": (10, 200), "truck_count": (1, 12), "driver_count": (1, 15), "yearly_volume": (1, 30),
    "storeys": (2, 18), "monthly_income": (0, 1_800), "amount": (400, 6_000), "own_cost": (6_000, 90_000),
    "land_area": (200, 4_000), "heaviest": (12_000, 49_000),
}  # fmt: skip
# How often people say yes, where it is not one in two.
YES = {"urgent": 0.12, "affects_neighbours": 0.3, "affects_others": 0.2, "prepared": 0.2, "farmland": 0.1, "cooks": 0.7}


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
        return random.random() < YES.get(field.key, 0.5)
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
    if field.personal and ("uscc" in known or not field.key.startswith(OWN)):
        return random.choice(PERSONS)
    return known["name"][: field.max_length or 60]
