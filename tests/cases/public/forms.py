"""What an applicant fills in, page by page, as a browser sends it."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse
from django.test import Client

CODE: Final = "QH-YJS-001"
PAGES: Final[dict[str, dict[str, Any]]] = {
    "operator": {
        "shop_name": "青禾县老街坊小吃店", "uscc": "92990823ma0qh5t7x3", "operator_name": "陈芳",
        "phone": "138 0000 0000",
    },
    "premises": {"address": "青禾县柳河镇河沿街 18 号 1 层", "floor_area": "８６", "kitchen_area": "24", "gas": "yes"},
    "business": {"size": "small", "dishes": ["hot", "cold"], "staff_count": "4", "manager_name": "周强"},
    "sign": {"has_sign": "no"},
}  # fmt: skip


def begin(client: Client) -> str:
    """Starts an application; the address before its steps."""
    answer = client.post(f"/apply/{CODE}/")
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"]).removesuffix("operator/")


def filled(client: Client, **changes: dict[str, Any]) -> str:
    """An application with every question answered."""
    base = begin(client)
    for group, values in PAGES.items():
        answer = client.post(f"{base}{group}/", {**values, **changes.get(group, {})})
        assert answer.status_code == 302, text(answer)
    return base


def submitted(client: Client) -> str:
    """The address of a case submitted without papers."""
    answer = client.post(f"{filled(client)}check/", {"go": "submit"})
    assert answer.status_code == 302, text(answer)
    return str(answer["Location"]).removesuffix("receipt/")


def text(answer: Any) -> str:
    """The page as text."""
    assert isinstance(answer, HttpResponse)
    return answer.content.decode()
