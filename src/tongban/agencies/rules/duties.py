"""The duties a post can carry (岗位职责), in the platform's words; which act needs which is said by each thing."""

from __future__ import annotations

from collections.abc import Iterable

DUTIES = frozenset(
    {
        "receive",
        "accept",
        "review",
        "decide",
        "deliver",
        "manage_list",
        "lead",
        "centre_manage",
        "admin",
        "security",
        "audit",
        "assist",
        "supervise",
        "operate",
        "dispatch",
        "handle",
        "call_back",
        "discipline",
    }
)
# Those who handle a case may need a person's full data; those who lead, manage lists or run the centre do not.
HANDLING_DUTIES = frozenset({"receive", "accept", "review", "decide", "deliver", "operate", "handle", "call_back"})
# Whoever runs the platform does not watch over who reads what on it, and whoever audits both does neither (三权分立):
# no two of these duties come in one post or in one person's hands. Who audits reads and changes nothing.
APART = frozenset({"admin", "security", "audit"})
AUDIT = "audit"
ABSENCE_REASONS = frozenset({"leave", "sick", "training", "trip", "other"})
# An absence that can be planned is planned so that somebody is there; illness and accidents ask nobody.
PLANNED_REASONS = frozenset({"leave", "training", "trip"})
# Duties and reasons as they are shown: Chinese, English, in the order of a list.
DUTY_WORDS = {
    "receive": ("收件", "receive"),
    "assist": ("代办", "act for people by mandate"),
    "accept": ("受理", "accept"),
    "review": ("审查", "review"),
    "decide": ("决定", "decide"),
    "deliver": ("出件", "deliver"),
    "lead": ("负责本单位", "head of the body"),
    "centre_manage": ("管理服务中心", "run the service centre"),
    "manage_list": ("管理权责清单", "keep the power list"),
    "supervise": ("效能监督", "supervise efficiency"),
    "operate": ("接听热线", "answer the hotline"),
    "dispatch": ("派单", "dispatch orders"),
    "handle": ("承办诉求", "handle orders"),
    "call_back": ("回访", "call back"),
    "discipline": ("纪检监察", "discipline inspection"),
    "admin": ("系统管理", "administrator"),
    "security": ("安全管理", "security administrator"),
    "audit": ("审计管理", "audit administrator"),
}
REASON_WORDS = {
    "leave": ("休假", "leave"),
    "sick": ("生病", "illness"),
    "training": ("培训", "training"),
    "trip": ("出差", "trip"),
    "other": ("其他", "other"),
}


def joined(duties: Iterable[str]) -> bool:
    """Whether these duties together would join administrators that are kept apart."""
    return len(APART & set(duties)) > 1


def audits_besides(duties: Iterable[str]) -> bool:
    """Whether a post would audit and do something else, too."""
    held = set(duties)
    return AUDIT in held and len(held) > 1


def duty_words(duties: frozenset[str], language: str) -> list[str]:
    """A post's duties as words, in the order of the table; `language` is zh or en."""
    place = 1 if language == "en" else 0
    return [words[place] for duty, words in DUTY_WORDS.items() if duty in duties]


def reason_word(reason: str, language: str) -> str:
    """Why somebody is away, as a word; an unknown code as it is."""
    return REASON_WORDS[reason][1 if language == "en" else 0] if reason in REASON_WORDS else reason
