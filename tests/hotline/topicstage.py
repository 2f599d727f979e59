"""A topic of the small county with a topic of the month of the market bureau, and an answer for everybody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from tests.cast import Cast
from tests.hotline.stage import Line
from tongban.hotline.actions.public_answers import publish_answer
from tongban.hotline.actions.topic_tasks import set_topic_of_month
from tongban.hotline.actions.topics import count_topics
from tongban.hotline.models import Topic

TELLS = ("菜市场缺斤少两没人管", "菜市场缺斤少两，投诉也没人管", "又在菜市场缺斤少两了，没人管")


def with_topic(cast: Cast) -> dict[str, UUID | str]:
    """Three people tell of one market; a topic, a task and a published answer come of it."""
    line, at = Line(cast), datetime.now(UTC)
    taken = at - timedelta(days=3)
    orders = [
        line.replied(taken, "market", text=text, kind="complaint", topic="消费维权", phone=f"1390077000{place}")
        for place, text in enumerate(TELLS)
    ]
    count_topics(at=at)
    topic = Topic.objects.get(orders__order_id=orders[0])
    task = set_topic_of_month(
        month=at.date(), topic_id=topic.pk, body_id=line.body("market"), target=3, words="把公平秤放到每个市场",
        place_id=cast.county.home, by=line.who("centre_manager", at), at=at,
    )  # fmt: skip
    answer = publish_answer(
        order_id=orders[0], title="买菜缺斤少两找谁", question="菜市场缺斤少两，应该找谁？",
        answer="每个菜市场门口都有公平秤，可以当场复秤；少了的，市场管理处先行赔付。",
        by=line.who("hotline_dispatch", at), at=at,
    )  # fmt: skip
    return {"topic": topic.pk, "topic_task": task, "public_answer": answer, "public_order": orders[0],
            "market_body": line.body("market")}  # fmt: skip
