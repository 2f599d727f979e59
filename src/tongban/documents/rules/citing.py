"""How a paper names the articles it rests on: each law once, its articles after it."""

from __future__ import annotations

from collections.abc import Iterable


def cited(articles: Iterable[str]) -> str:
    """《森林法》第五十六条、第五十七条和《行政许可法》第三十八条第一款, of articles that each name their law."""
    laws: dict[str, list[str]] = {}
    for one in dict.fromkeys(articles):
        law, mark, article = one.rpartition("》")
        laws.setdefault(law + mark, []).append(article)
    named = [law + "、".join(some) for law, some in laws.items()]
    return "和".join(filter(None, ("、".join(named[:-1]), *named[-1:])))
