"""Why personal data was opened, and which values, in words for those who may read the log."""

from __future__ import annotations

from typing import Final

PURPOSE_WORDS = {
    "reveal": ("查看全部信息", "opened in full"),
    "search": ("按号码或姓名查找", "found by number or name"),
    "document": ("制作文书", "made a document"),
    "certificate": ("制作证照", "made a certificate"),
    "delivery": ("送达", "delivered a decision"),
    "slip": ("打印凭证", "printed a slip"),
    "contact": ("答复首问", "answered a question"),
    "rating": ("办理差评", "worked on a bad rating"),
    "reminder": ("发送提醒", "sent a reminder"),
    "hotline": ("办理热线诉求", "handled a request to 12345"),
    "exchange": ("推送到其他系统", "sent to another system"),
}
FIELD_WORDS = {
    "name": ("姓名", "name"),
    "id_number": ("证件号码", "identity number"),
    "phone": ("电话", "telephone"),
    "address": ("地址", "address"),
    "words": ("原话", "words as they were said"),
}
# Why a phone is usually opened. The log keeps them in Chinese, as everything that officials write.
REASONS: Final[dict[str, tuple[str, str]]] = {
    "ask": ("联系本人核实情况", "to ask the person about the facts"),
    "answer": ("答复本人", "to answer the person"),
    "callback": ("回访本人", "to call the person back"),
    "visit": ("约定到场或者上门的时间", "to agree when to come"),
    "urgent": ("情况紧急，要马上联系本人", "it is urgent, the person must be reached at once"),
}


def purpose_words(purpose: str, language: str) -> str:
    """A purpose in words; an unknown one as it stands."""
    words = PURPOSE_WORDS.get(purpose)
    return words[1 if language == "en" else 0] if words else purpose


def field_words(fields: list[str], language: str) -> str:
    """Which values were opened, as a list in words."""
    place, sign = (1, ", ") if language == "en" else (0, "、")
    return sign.join(FIELD_WORDS[name][place] if name in FIELD_WORDS else name for name in fields)


def usual_reasons(language: str) -> list[tuple[str, str]]:
    """The usual reasons as choices."""
    return [(code, words[1 if language == "en" else 0]) for code, words in REASONS.items()]


def reason_of(usual: str, words: str) -> str:
    """The reason as it is logged: the usual one chosen, what was typed, or both; empty when there is neither."""
    typed = "".join(sign for sign in words if sign.isprintable()).strip()
    return "：".join(part for part in (REASONS[usual][0] if usual in REASONS else "", typed) if part)
