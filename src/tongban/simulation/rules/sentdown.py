"""What comes down to the townships of the demonstration county in its last months. Pure: a plan, no act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

# How many are sent in each month, the oldest first: the burden is measured, and falls.
A_MONTH: Final = (9, 9, 8, 6, 4, 2)
MONTH_DAYS: Final = 30
IN_THE_HILLS: Final = "PH-04"
# Body, line of the duty lists (empty: none), title, words, data asked.
KINDS: Final = (
    ("forestry", "PH-01", "防火期入村巡查", "逐村巡查，劝阻野外用火，每周报一次情况", ("hazards",)),
    ("market", "PH-02", "登记集体聚餐", "登记五十人以上的聚餐，提醒办宴人", ()),
    ("ecology", "PH-03", "秸秆焚烧巡查", "早晚各巡查一次，发现焚烧先行制止", ("farmland",)),
    ("natural", "PH-04", "地质灾害点雨前巡查", "降雨前后到隐患点查看，险情先转移群众", ("buildings",)),
    ("agriculture", "PH-05", "秋季动物免疫", "组织养殖户到点免疫，登记数量", ("livestock",)),
    ("civil", "JB-02", "核实困难家庭", "入户核实新申请家庭，村内公示", ("relief", "population")),
    ("civil", "JB-03", "走访易返贫家庭", "本季度走访一遍，有变化的登记", ("relief",)),
    ("justice", "JB-01", "排查矛盾纠纷", "月底前排查一遍，能调的当场调", ("population",)),
)


@dataclass(frozen=True, slots=True)
class SentDown:
    """One task of the plan: who sends what on which day to which townships, and how it goes on.

    `done` is after how many days it is reported; None: it is still open. `brings` is money and people, or nothing.
    """

    on: date
    body: str
    line: str
    title: str
    words: str
    data: tuple[str, ...]
    towns: tuple[str, ...]
    reports: bool
    brings: tuple[int, int]
    done: int | None


def plan(towns: list[str], hills: Sequence[str], until: date, random: Random) -> list[SentDown]:
    """The tasks of half a year up to a day, oldest first; the same seed, the same plan. Landslides are in the hills."""
    found = []
    for back, number in zip(range(len(A_MONTH) - 1, -1, -1), A_MONTH, strict=True):
        for _ in range(number):
            on = until - timedelta(days=back * MONTH_DAYS + random.randrange(2, MONTH_DAYS - 2))
            body, line, title, words, data = random.choice(KINDS)
            there = [key for key in towns if key in hills] if line == IN_THE_HILLS else towns
            chosen = tuple(sorted(random.sample(there, min(len(there), random.choice((3, 4, 5))))))
            asked = data if random.random() < 0.6 else ()
            brings = (random.choice((3, 5, 10)) * 1000, random.choice((1, 2))) if random.random() < 0.5 else (0, 0)
            done = random.randrange(3, 14)
            late = (until - on).days <= done
            found.append(
                SentDown(
                    on, body, line, title, words, asked, chosen, random.random() < 0.5, brings, None if late else done
                )
            )
    return sorted(found, key=lambda one: one.on)
