"""Three grid events of the demonstration: one closed, one open, one whose body stays silent."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from tongban.agencies.queries import actor_of
from tongban.hotline.actions.grid import Report, answer_call, close_event, escalate_silent, report_event
from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.simulation.actions.bodies import County

# Kind, words, spot, hours ago, bodies that have answered, closed.
EVENTS: Final = (
    ("dumping", "河边夜里倒了一车建筑垃圾，车已离开。", "柳河镇河沿村桥头", 30, ("urban", "ecology", "police"), True),
    ("fire", "楼道里停了六辆电动车充电，堵住了出口。", "柳河镇河沿街 18 号 2 单元", 6, ("urban", "emergency"), False),
    ("water", "排水沟流出黑水，有刺鼻气味。", "柳河镇石桥南侧", 1, (), False),
)  # fmt: skip


def build_grid(county: County, *, until: datetime) -> int:
    """Reports the events, lets bodies answer, escalates the silent one; answers how many."""

    def who(post: str, at: datetime) -> Actor:
        return actor_of(county.holders[post][0], county.posts[post], at)

    for kind, words, spot, hours, answered, closed in EVENTS:
        at = until - timedelta(hours=hours)
        event = uuid7()
        report = Report(id=event, event_kind=kind, text=words, spot=spot, lat_micro=34_120000, lon_micro=117_650000)
        report_event(report=report, by=who("liuhe_review", at), at=at)
        for place, body in enumerate(answered, start=1):
            then = at + timedelta(hours=place)
            told = "已到现场，证据已固定，垃圾已通知清运。" if kind == "dumping" else "已到场，责令当场搬离。"
            answer_call(event_id=event, result="handled", words=told, by=who(f"{body}_review", then), at=then)
        if closed:
            then = at + timedelta(hours=9)
            words = "到场核实，垃圾已清运，当事人已受处罚。"
            close_event(event_id=event, words=words, by=who("liuhe_review", then), at=then)
    escalate_silent(at=until)
    return len(EVENTS)
