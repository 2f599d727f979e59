"""One place where data of a person lies: which rows are theirs, what is told of them, for what it is kept. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

Words = tuple[str, str]

# What data is held for, and on which basis (Chinese, English): the groups of the page.
PURPOSES: Final[Mapping[str, tuple[Words, Words]]] = {
    "account": (
        ("身份和账号", "Who you are and how you sign in"),
        ("办事要核对身份，登录要认得本人（《个人信息保护法》第十三条第一款第三项）。",
         "Services check who asks, and signing in must know you (PIPL art. 13(1)(3))."),
    ),
    "cases": (
        ("申请和办件", "Applications and cases"),
        ("办理您申请的事项，是法定职责（《个人信息保护法》第三十四条、《行政许可法》）。",
         "Handling what you apply for is a duty by law (PIPL art. 34, Licence Law)."),
    ),
    "papers": (
        ("文书、证照和文件", "Documents, certificates and files"),
        ("证明办了什么、谁持有什么证照。", "They prove what was decided and who holds what."),
    ),
    "line": (
        ("12345 诉求和调解", "Requests to 12345 and mediation"),
        ("答复您的诉求，回访是否解决。", "To answer what you asked and to ask whether it was solved."),
    ),
    "counter": (
        ("预约、取号和咨询", "Bookings, numbers and questions"),
        ("按约定的时间接待，答复当面提的问题。", "To receive you at the time agreed and to answer what you asked."),
    ),
    "ratings": (
        ("好差评和调查", "Ratings and surveys"),
        ("差评要整改、要回访，一件事只评一次。", "Bad ratings are put right, and each matter is rated once."),
    ),
    "notices": (("提醒", "Reminders"), ("把办理的进展告诉您。", "To tell you how your matters go.")),
    "outside": (
        ("与其他系统交换的", "Exchanged with other systems"),
        ("在别处办的事在这里也能查到，不用再交一遍材料。", "So that you see here what is handled elsewhere."),
    ),
    "used": (
        ("谁看过您的信息", "Who opened your data"),
        ("每次查看全部信息都要先记录（《个人信息保护法》第五十一条、第五十六条）。",
         "Each opening in full is recorded first (PIPL arts. 51, 56)."),
    ),
    "rights": (
        ("您提出的更正和删除", "Your requests to correct and delete"),
        ("证明您提过什么、怎么答复的（《个人信息保护法》第五十条）。",
         "They prove what you asked and how it was answered (PIPL art. 50)."),
    ),
}  # fmt: skip

# Which rule says how long; the days and years are rows of the rulebook.
KEEPS: Final = frozenset({"account", "draft", "case", "charge", "order", "notice", "access", "request"})


@dataclass(frozen=True, slots=True)
class Place:
    """The rows of a table that are about a person.

    `whose` is their condition, over `%(party)s`. Every column is told except references, bytes and what `left` names;
    bytes named in `sealed` are opened with the person's key, as `text`, `json` or `facts`. `withheld` says why rows are
    only counted. `newest` orders them.
    """

    table: str
    words: Words
    purpose: str
    whose: str
    keep: str
    newest: str = "id"
    sealed: Mapping[str, str] = field(default_factory=dict)
    left: frozenset[str] = frozenset()
    withheld: Words | None = None

    @property
    def key(self) -> str:
        """Its name in an address."""
        return self.table.replace("_", "-")
