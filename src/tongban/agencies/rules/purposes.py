"""Why personal data was opened, and which values, in words for those who may read the log."""

from __future__ import annotations

PURPOSE_WORDS = {
    "reveal": ("查看全部信息", "opened in full"),
    "search": ("按号码或姓名查找", "found by number or name"),
    "document": ("制作文书", "made a document"),
    "certificate": ("制作证照", "made a certificate"),
    "delivery": ("送达", "delivered a decision"),
    "slip": ("打印凭证", "printed a slip"),
    "contact": ("答复首问", "answered a question"),
    "reminder": ("发送提醒", "sent a reminder"),
    "hotline": ("办理热线诉求", "handled a request to 12345"),
    "exchange": ("推送到其他系统", "sent to another system"),
}
FIELD_WORDS = {
    "name": ("姓名", "name"),
    "id_number": ("证件号码", "identity number"),
    "phone": ("电话", "telephone"),
    "address": ("地址", "address"),
}


def purpose_words(purpose: str, language: str) -> str:
    """A purpose in words; an unknown one as it stands."""
    words = PURPOSE_WORDS.get(purpose)
    return words[1 if language == "en" else 0] if words else purpose


def field_words(fields: list[str], language: str) -> str:
    """Which values were opened, as a list in words."""
    place, sign = (1, ", ") if language == "en" else (0, "、")
    return sign.join(FIELD_WORDS[name][place] if name in FIELD_WORDS else name for name in fields)
