"""What an act of administering did, in a few words from the event's own fields: whom, which role, until when."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, Final
from uuid import UUID

from tongban.agencies.rules.administration import Words
from tongban.agencies.rules.duties import duty_words, reason_word
from tongban.agencies.rules.purposes import field_words
from tongban.agencies.rules.tokens import PURPOSES

WORDS: Final[dict[str, Words]] = {
    "active": ("启用", "started"), "stopped": ("停用", "stopped"),
    "correct": ("更正", "correct"), "erase": ("删除", "erase"),
    "kept": ("依法留存", "kept by law"),
    "refused": ("不同意", "refused"), "done": ("已办结", "done"), "back": ("已撤回", "taken back"),
    "level": ("本级政府领导", "under its own government"), "vertical": ("垂直领导", "run from above"),
    "own_wish": ("本人要求", "own wish"), "keeping_time_over": ("保存期满", "keeping time over"),
    "inside": ("从办公网", "from an office network"), "outside": ("不是从办公网", "from outside the office networks"),
    "password": ("密码", "password"), "code": ("第二步验证", "second step"), "passkey": ("通行密钥", "passkey"),
    "other": ("统一身份认证", "another provider"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """How values are said: in which language, on the county's clock, with which names."""

    language: str
    zone: tzinfo
    names: Mapping[UUID, str]

    def pick(self, zh: str, en: str) -> str:
        """The word of the language."""
        return en if self.language == "en" else zh

    def word(self, code: object) -> str:
        """A code in words; an unknown one as it stands."""
        return self.pick(*WORDS[str(code)]) if str(code) in WORDS else str(code)

    def name(self, key: object) -> str:
        """What a record is called; a dash when it is not known here."""
        return self.names.get(UUID(str(key)), "—")

    def day(self, value: object) -> str:
        """A day of an event, written out; of a moment the county's day."""
        text = str(value)
        day = datetime.fromisoformat(text).astimezone(self.zone).date() if "T" in text else date.fromisoformat(text)
        return self.pick(f"{day.year}年{day.month}月{day.day}日", f"{day:%-d %B %Y}")


Data = Mapping[str, Any]
Teller = Callable[[Data, Said], Iterator[str]]


def _post(data: Data, said: Said) -> Iterator[str]:
    yield from duty_words(frozenset(data["duties"]), said.language)


def _appointed(data: Data, said: Said) -> Iterator[str]:
    yield said.name(data["official"])
    yield said.pick(f"{data['role']} 岗", f"role {data['role']}")
    yield said.pick(f"自{said.day(data['valid_from'])}", f"from {said.day(data['valid_from'])}")


def _ended(data: Data, said: Said) -> Iterator[str]:
    yield said.name(data["official"])
    yield said.pick(f"{data['role']} 岗", f"role {data['role']}")
    yield said.pick(f"至{said.day(data['valid_to'])}", f"until {said.day(data['valid_to'])}")


def _absent(data: Data, said: Said) -> Iterator[str]:
    yield reason_word(data["reason"], said.language)
    yield said.pick(f"{said.day(data['starts'])}起", f"from {said.day(data['starts'])}")


def _window(data: Data, said: Said) -> Iterator[str]:
    yield said.pick(f"{data['number']} 号窗口", f"window {data['number']}")
    if "post" in data:
        yield said.name(data["post"])


def _token(data: Data, said: Said) -> Iterator[str]:
    yield said.pick(*PURPOSES[data["purpose"]]) if data["purpose"] in PURPOSES else str(data["purpose"])
    yield said.name(data["post"])
    yield said.pick(f"至{said.day(data['expires_at'])}", f"until {said.day(data['expires_at'])}")


def _calendar(data: Data, said: Said) -> Iterator[str]:
    number = len(data["changed"])
    yield str(data["name"])
    yield said.pick(f"改动 {number} 天", f"{number} {'day' if number == 1 else 'days'} changed")


def _unit(data: Data, said: Said) -> Iterator[str]:
    posts, powers = len(data["posts"]), len(data["powers"])
    yield said.pick(f"岗位 {posts} 个、事项 {powers} 项", f"posts: {posts}, powers: {powers}")


def _population(data: Data, said: Said) -> Iterator[str]:
    yield said.pick(f"{data['year']}年{data['people']:,}人", f"{data['people']:,} people in {data['year']}")


def _swept(data: Data, said: Said) -> Iterator[str]:
    yield said.pick(f"{data['rows']:,} 条", f"{data['rows']:,} entries")
    yield said.pick(f"{said.day(data['before'])}以前", f"before {said.day(data['before'])}")


def _fields(data: Data, said: Said) -> Iterator[str]:
    yield field_words(list(data["fields"]), said.language)


def _of(*fields: str) -> Teller:
    """Fields that hold a code or a word, each said as it is called."""
    return lambda data, said: (said.word(data[field]) for field in fields if data.get(field))


def _since(data: Data, said: Said) -> Iterator[str]:
    yield said.pick(f"自{said.day(data['valid_from'])}", f"from {said.day(data['valid_from'])}")


def _until(data: Data, said: Said) -> Iterator[str]:
    yield said.pick(f"{said.day(data['ended_on'])}起", f"from {said.day(data['ended_on'])}")


def _place(data: Data, said: Said) -> Iterator[str]:
    yield str(data["code"])
    yield from _since(data, said)


def _reckoned(data: Data, said: Said) -> Iterator[str]:
    if data["rest_until"]:
        yield said.pick(f"保存到{said.day(data['rest_until'])}", f"kept until {said.day(data['rest_until'])}")


_TOLD: Final[dict[str, Teller]] = {
    "post.created": _post, "post.appointed": _appointed, "post.appointment_ended": _ended, "official.absent": _absent,
    "body.renamed": _since, "body.ended": _until, "place.set_up": _place,
    "place.renamed": _since, "place.ended": _until, "data_request.reckoned": _reckoned,
    "body.window_opened": _window, "body.window_staffed": _window,
    "body.window_closed": _window, "token.issued": _token, "calendar.amended": _calendar, "unit.formed": _unit,
    "population.recorded": _population, "access_log.swept": _swept, "party.corrected": _fields,
    "party.erased": _of("ground"), "system.turned": _of("state"), "document_mark.set": _of("mark"),
    "review_line.set": _of("line"), "data_request.filed": _of("what"), "data_request.decided": _of("outcome"),
    "sign_in.succeeded": _of("way", "network"), "sign_in.failed": _of("way", "network"),
}  # fmt: skip


def details(event_type: str, data: Data, said: Said) -> list[str]:
    """The particulars of an act, each a short piece of words; none where the act says all."""
    return list(_TOLD[event_type](data, said)) if event_type in _TOLD else []


def named_in(data: Data) -> set[UUID]:
    """The officials, posts and places whose names the particulars or the act's object need."""
    return {UUID(str(data[field])) for field in ("official", "post", "place") if data.get(field)}
