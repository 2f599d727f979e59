"""Two officials of the list office at one item: the later one is told by name who saved before, and loses nothing."""

from __future__ import annotations

import re
from typing import Any

from tests.cast import small_county
from tests.people import signed_in
from tongban.agencies.queries import account_of_official, official_names
from tongban.powerlist.queries import draft_of, published_item

PLACES = "/office/items/QH-YJS-001/s/places/"


def test_the_later_of_two_editors_is_told_who_saved_before(settled: None, db: None, settings: Any) -> None:
    settings.DEMO = True
    holder = small_county().county.holders["list_office"][0]
    client = signed_in(account_of_official(holder))
    client.post("/office/items/QH-YJS-001/draft/")
    page = client.get(PLACES, headers={"accept-language": "zh-hans"}).content.decode()
    revision = re.search(r'name="revision" value="(\d+)"', page)
    assert revision is not None
    sent = {"revision": revision[1], "places-count": "0", "max_visits": "0", "contact": "0990-1111"}
    assert client.post(PLACES, sent).status_code == 302
    late = client.post(PLACES, {**sent, "contact": "0990-3333"}, headers={"accept-language": "zh-hans"})
    text = late.content.decode()
    assert late.status_code == 409
    assert official_names([holder])[holder] in text[text.index("<main") :]
    assert "已经保存过" in text
    assert 'value="0990-3333"' in text
    saved = draft_of(published_item("QH-YJS-001").id)
    assert saved is not None
    assert saved.content.contact == "0990-1111"
