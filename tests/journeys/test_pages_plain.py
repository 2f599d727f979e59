"""Every page of the house before a browser sees it: it is light, its words are whole, and its links lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from tests.journeys.page_words import dead_links, lonely, targets, word_faults
from tests.journeys.test_pages_look import LOOKED_AT, OUTSIDE, PLACE, where
from tests.people import People, gather

MOST_BYTES, MOST_STATEMENTS = 60_000, 15


@pytest.fixture
def people(peopled: None, db: None, settings: Any) -> People:
    settings.DEMO = True
    return gather()


def plain_faults(name: str, html: str, statements: int) -> list[str]:
    """What is wrong with a page before a browser has seen it."""
    size = len(html.encode())
    titles = re.findall(r"<title>(.*?)</title>", html.split("</head>")[0], re.S)
    wrong = {
        f"{size} bytes": size > MOST_BYTES,
        f"{statements} statements": statements > MOST_STATEMENTS,
        f"{html.count('<h1')} h1": html.count("<h1") != 1,
        f"title {titles}": len(titles) != 1 or not titles[0].endswith(PLACE) or titles[0].startswith(" "),
        "no day in its head": "今天是" not in html,  # a view whose words hide those of every page
        "style in the page": " style=" in html or "<style" in html,
        "script in the page": "<script>" in html or " onclick=" in html,
    }
    return [f"{name}: {what}" for what, is_so in wrong.items() if is_so]


def test_every_page_is_light_and_plain(
    people: People, count_statements: Callable[[], AbstractContextManager[Any]]
) -> None:
    found, led = [], {}
    for name, role in LOOKED_AT.items():
        client, path = people.clients[role], where(name, people)
        for _ in range(2):  # what is read once for the process may be read now, and is not by the second time
            with count_statements() as sent:
                answer = client.get(path, headers={"accept-language": "zh-CN"})
            if sent.count <= MOST_STATEMENTS:
                break
        assert answer.status_code == 200, (name, answer.status_code, answer.get("Location"))
        page, led[name] = answer.content.decode(), targets(answer.content.decode())
        found += plain_faults(name, page, sent.count) + word_faults(name, page) + dead_links(name, page, role)
    public = {name for name, role in LOOKED_AT.items() if role == "nobody"}
    found += [f"{name}: no public page leads there" for name in sorted(lonely(led, public, OUTSIDE))]
    assert found == [], "\n".join(found)


def test_words_and_links_that_a_page_may_not_have_are_found() -> None:
    told = ("可以,不可以", "2026-11 起", "样表 / a sample lies here", "None", "提交成功", "好。。")
    html = "".join(f"<p>{words}</p>" for words in told)
    assert len(word_faults("page", html)) == 6
    assert word_faults("page", '<main><p>好，<b lang="en">a sample lies here</b>2026年11月</p>') == []
    assert len(dead_links("page", '<a href="/book/">预约</a><a href="/nowhere-at-all/">去</a>', "reviewer")) == 2
    assert lonely({"a": {"b"}, "b": set(), "c": set()}, {"a", "b", "c"}, {"a"}) == {"c"}


def test_a_heavy_page_is_found() -> None:
    html = f"<title>x</title><h1></h1><h1></h1><p style=''>{'事' * MOST_BYTES}</p>"
    assert len(plain_faults("page", html, MOST_STATEMENTS + 1)) == 6
