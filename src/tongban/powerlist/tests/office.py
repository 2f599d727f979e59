"""What tests of the list office's pages need: offices, requests past the sign-in, and what a browser would send."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from uuid import UUID

from django.test import RequestFactory

from tongban.kernel.actor import Actor, ActorKind
from tongban.powerlist.actions.drafts import begin_draft
from tongban.powerlist.actions.items import save_draft_version
from tongban.powerlist.models import ItemVersion
from tongban.powerlist.tests.factories import BY
from tongban.powerlist.tests.factories import publish as published
from tongban.powerlist.tests.samples import FLOW, limit, whole

CODE = "QH-0001"


def office(body: UUID) -> Actor:
    return Actor(ActorKind.OFFICIAL, body_id=body, duties=frozenset({"manage_list"}))


def ask(by: Actor, view: Any, data: Any = None, *, address: str = "/", **kwargs: Any) -> Any:
    """A request of a list office, past the sign-in; with data it is sent."""
    factory = RequestFactory()
    request = factory.get(address) if data is None else factory.post(address, data)
    request.actor = by  # type: ignore[attr-defined]
    return view(request, **kwargs)


def page(by: Actor, view: Any, data: Any = None, **kwargs: Any) -> str:
    answer = ask(by, view, data, **kwargs)
    assert answer.status_code == 200
    return str(answer.content.decode())


def drafted(flow_of: str = FLOW) -> UUID:
    """An item that is published and has a draft of its next version, with a flow of its own."""
    item = published(whole(), flow=FLOW)
    if flow_of == FLOW:
        begin_draft(item_id=item, **BY)
    else:
        more = [limit("delivery", "statutory", 10), {**limit("review", "promised", 3), "starts": "task"}]
        save_draft_version(item_id=item, content=whole(limits=[*whole()["limits"], *more]), flow=flow_of, **BY)
    return item


def revision() -> int:
    return int(ItemVersion.objects.get(state="draft").seq)


def sent(text: str) -> dict[str, str]:
    """What a browser sends of the inputs of a page as it is shown."""
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", text):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        ticked = ('type="checkbox"' not in tag and 'type="radio"' not in tag) or "checked" in tag
        if name and ticked and 'type="file"' not in tag:
            found.setdefault(name[1], []).append(unescape(value[1]) if value else "on" if "checkbox" in tag else "")
    for name, inside in re.findall(r'<select name="([^"]*)"[^>]*>(.*?)</select>', text, re.S):
        found[name] = re.findall(r'value="([^"]*)" selected', inside) or [""]
    for name, inside in re.findall(r'<textarea name="([^"]*)"[^>]*>\n?(.*?)</textarea>', text, re.S):
        found[name] = [unescape(inside)]
    return found
