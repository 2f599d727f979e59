"""Two versions of a list of 5,000 items compared by what people must do (明减暗增), read from the database.

Ours: both lists read out of their tables, matched, judged. Floor: the same two lists read as code and name, and the
plain difference of two sets, which is what "n % cut" is usually counted by and which finds no hidden increase. Peers:
every old item beside every new one by difflib, and by rapidfuzz, names alone, on a sample of the old items and reckoned
up to the whole (so labelled). Ours and the floor run in turns; medians, seconds. The list is made with a seed: one item
in twenty renamed, one in forty worse, one in a hundred gone; what was planted is counted before anything is timed.
"""

from __future__ import annotations

import difflib
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from benchmarks.stage import set_up
from rapidfuzz.fuzz import ratio

set_up()  # the framework must be ready before the acts can be imported

from django.conf import settings
from django.db import connection

from tongban.ledger.actions import connection_as
from tongban.powerlist.queries.increase import entries_on
from tongban.powerlist.rules.increase import text
from tongban.powerlist.rules.increase.compare import compare

ITEMS, ROUNDS, SAMPLE = 5_000, 5, 12
OLD_ON, NEW_ON = date(2026, 3, 2), date(2026, 6, 1)
PLACES = ("食品", "药品", "道路", "水域", "林木", "农药", "燃气", "消防", "建筑", "文物",
          "学校", "医院", "旅馆", "网吧", "印刷", "出版", "矿山", "河道", "草原", "渔业")  # fmt: skip
MATTERS = ("经营", "生产", "运输", "储存", "使用", "建设", "占用", "采集", "销售", "设立",
          "变更", "延续", "注销", "检验", "配送", "回收", "加工", "租赁", "捕捞", "移植")  # fmt: skip
OBJECTS = ("甲类", "乙类", "丙类", "小型", "中型",
          "大型", "临时", "跨县", "县内", "季节")  # fmt: skip
ACTS = ("许可", "审批", "登记", "备案", "认定")
PAPERS = ("申请表", "营业执照复印件", "经营场所证明", "平面布局图", "管理制度", "人员名册", "设备清单", "安全承诺书",
          "技术方案", "检验合格证明")  # fmt: skip
FLOOR = """SELECT i.code, v.content -> 'name' ->> 'zh' FROM powerlist_itemversion v
JOIN powerlist_item i ON i.id = v.item_id WHERE v.state = 'published' AND v.valid @> %s::date"""


def _content(number: int, chance: random.Random) -> dict[str, Any]:
    """One item of the old list."""
    name = f"{OBJECTS[number % 10]}{PLACES[number // 10 % 20]}{MATTERS[number // 200 % 20]}{ACTS[number // 4000]}"
    papers = chance.sample(PAPERS, 5)
    return {
        "name": {"zh": name}, "item_type": "01", "max_visits": 1, "fee": {"charged": False, "items": []},
        "legal_basis": [
            {"law": f"{PLACES[number // 10 % 20]}管理条例", "article": f"第{number % 300}条", "text": "…" * 120}
        ],
        "materials": [_paper(paper) for paper in papers], "conditions": [{"zh": "有固定的经营场所"}],
        "limits": [{"key": "whole_promised", "length": chance.randint(5, 20), "unit": "working_day"}],
        "intermediary": None, "special_procedures": [],
    }  # fmt: skip


def _paper(name: str) -> dict[str, Any]:
    return {
        "name": {"zh": name},
        "copies": 1,
        "form": "copy",
        "necessity": "must",
        "held": "",
        "note": {"zh": "……" * 20},
    }


def _after(number: int, content: dict[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """The item on the new list, under its code: renamed with a new code, worse, gone, or as it was and quicker."""
    made: dict[str, Any] = json.loads(json.dumps(content))
    code = f"K{number:05}"
    made["limits"][0]["length"] -= 1
    if number % 100 == 1:
        return None
    if number % 20 == 2:
        made["name"]["zh"], code = "从事" + made["name"]["zh"], f"N{number:05}"
    if number % 40 == 3:
        made["materials"].append(_paper("第三方评估报告"))
    return code, made


def fill() -> int:
    """Writes both lists as the owner, past the guards; answers how many increases were planted."""
    chance, planted = random.Random(20261122), 0
    with connection_as(settings.DATABASE_OWNER) as owner:
        for table in ("powerlist_item", "powerlist_itemversion"):
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for number in range(ITEMS):
            old = _content(number, chance)
            new = _after(number, old)
            planted += number % 40 == 3
            for item, code, no, content, days in _rows(number, old, new):
                owner.execute(
                    "INSERT INTO powerlist_item (id, code, state, state_basis, seq) VALUES (%s, %s, 1, '', 1)"
                    " ON CONFLICT DO NOTHING", [item, code],
                )  # fmt: skip
                owner.execute(
                    "INSERT INTO powerlist_itemversion (id, item_id, no, state, valid, digest, content, flow,"
                    " published_at, seq) VALUES (%s, %s, %s, 'published', %s::daterange, repeat('0', 64), %s, '',"
                    " now(), 1)",
                    [uuid4(), item, no, days, json.dumps(content)],
                )
        for table in ("powerlist_item", "powerlist_itemversion"):
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        owner.commit()
        owner.autocommit = True
        owner.execute("VACUUM (ANALYZE) powerlist_item, powerlist_itemversion")
    return planted


def _rows(number: int, old: dict[str, Any], new: tuple[str, dict[str, Any]] | None) -> Iterator[tuple[Any, ...]]:
    item, code = UUID(int=number + 1), f"K{number:05}"
    yield item, code, 1, old, "[2026-01-01,2026-06-01)"
    if new is not None:
        same = new[0] == code
        yield item if same else UUID(int=number + 1_000_001), new[0], 2 if same else 1, new[1], "[2026-06-01,)"


def ours() -> Any:
    """Both lists read, matched and judged."""
    return compare(entries_on(OLD_ON), entries_on(NEW_ON), on=NEW_ON)


def forget() -> None:
    """Empties what the rules keep of wordings, so that each round begins cold."""
    for kept in (text.plain, text.core, text.grams, text.paper_subject, text.step_class, text.alike):
        kept.cache_clear()


def floor() -> int:
    """The same rows as code and name, and the difference of two sets."""
    old, new = (set(_fetch(on)) for on in (OLD_ON, NEW_ON))
    return len(old - new)


def _fetch(on: date) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(FLOOR, [on])
        return list(cursor.fetchall())


def _all_pairs(alike: Callable[[str, str], float]) -> float:
    """Seconds of every old name beside every new one, from a sample of the old names."""
    old, new = ([name for _code, name in _fetch(on)] for on in (OLD_ON, NEW_ON))
    began = time.perf_counter()
    for one in old[:SAMPLE]:
        max(new, key=lambda other: alike(one, other))
    return (time.perf_counter() - began) / SAMPLE * len(old)


def _difflib(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()


def _seconds(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measure() -> dict[str, Any]:
    """Seconds to compare two versions of 5,000 items, beside the floor and the peers."""
    planted = fill()
    found = ours()
    told = sum(one.kind == "materials" for one in found.findings)
    if told != planted or len(found.matched.gone) != ITEMS // 100:
        raise AssertionError(f"{told} of {planted} increases found, {len(found.matched.gone)} items gone")
    runs: dict[str, list[float]] = {"ours": [], "floor": []}
    for _ in range(ROUNDS):
        forget()
        runs["ours"].append(round(_seconds(ours), 3))
        runs["floor"].append(round(_seconds(floor), 4))
    mine, bare = (statistics.median(one) for one in runs.values())
    peers = {
        "difflib, all pairs, names only (12 items reckoned up)": round(_all_pairs(_difflib), 1),
        "rapidfuzz, all pairs, names only (12 items reckoned up)": round(_all_pairs(ratio), 1),
    }
    return {
        "name": "list-diff, two versions of 5,000 items", "unit": "s", "ours": mine, "floor": bare, "peers": peers,
        "ratio_floor": round(mine / bare, 1), "ratio_peer": round(min(peers.values()) / mine, 1), "runs": runs,
        "found": {"increases": told, "planted": planted, "findings": len(found.findings),
                  "gone": len(found.matched.gone), "set_difference_says_gone": floor()},
    }  # fmt: skip


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(), ensure_ascii=False, indent=1) + "\n")
