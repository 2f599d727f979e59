"""The three facts of an item that people ask first: how long, how many visits, what it costs.

The item's content decides them; they are only put into words here.
"""

from __future__ import annotations

from typing import Any

from tongban.portal.rules.dates import amount_words


def guide_facts(content: Any, language: str) -> tuple[str, ...]:
    """承诺 7 个工作日, 跑 0 次, 不收费; a fact that the content does not state is left out.

    `content` is an item's content: `limit(key)` with length and unit, `case_type`, `max_visits`, `fee.charged`.
    """
    facts = [_time_words(content, language), _visits_words(content.max_visits, language)]
    if language == "en":
        facts.append("fee charged" if content.fee.charged else "free of charge")
    else:
        facts.append("收费" if content.fee.charged else "不收费")
    return tuple(fact for fact in facts if fact)


def _time_words(content: Any, language: str) -> str:
    if content.case_type == "on_the_spot":
        return "done on the spot" if language == "en" else "当场办结"
    for key, zh, en in (("whole_promised", "承诺", "promised in"), ("whole_statutory", "法定", "by law within")):
        limit = content.limit(key)
        if limit is not None:
            return f"{en if language == 'en' else zh} {amount_words(limit.length, limit.unit, language)}"
    return ""


def _visits_words(visits: int, language: str) -> str:
    if language == "en":
        return "no visit" if visits == 0 else f"{visits} visit{'' if visits == 1 else 's'}"
    return f"跑 {visits} 次"
