"""What another system calls our fields and codes: proposed from its own headings, read and written without loss.

A mapping is data that a person has seen and kept. A record that it cannot read is a finding with its line, its field
and what would be right; nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, tzinfo
from typing import Any, Final

from tongban.exchange.rules.records import BY_KEY, DECISIONS, FIELDS, KINDS, STATES, CaseRecord, Field
from tongban.kernel.refusals import Refusal

TIME_FORMATS: Final = ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y%m%d%H%M%S", "%Y-%m-%dT%H:%M:%S%z")
CODES: Final[dict[str, Mapping[str, tuple[str, str]]]] = {"state": STATES, "decision": DECISIONS, "kind": KINDS}
GUESSES: Final[dict[str, str]] = {
    "收件": "received", "待受理": "received", "补正": "noticed", "审查": "accepted", "在办": "accepted",
    "受理": "accepted",
    "已决定": "decided", "办结": "closed", "不予受理": "not_accepted", "撤回": "withdrawn", "中止": "suspended",
    "终止": "terminated", "准予": "grant",
    "同意": "grant",
    "不予": "refuse", "不同意": "refuse", "个人": "person", "自然人": "person", "单位": "firm", "企业": "firm",
    "法人": "firm",
}  # fmt: skip
LONGEST: Final = 200
LONGEST_SCOPE: Final = 2_000


@dataclass(frozen=True, slots=True)
class FieldMapping:
    """`fields`: our key to their heading; `codes`: kind of code to {their code: ours}; `time_format`: how they write a
    moment; `constants`: our key to a value where they have no such column.
    """

    fields: Mapping[str, str]
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    time_format: str = TIME_FORMATS[0]
    constants: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As it is stored."""
        return asdict(self)

    @staticmethod
    def from_json(content: Mapping[str, Any]) -> FieldMapping:
        """As it was stored."""
        return FieldMapping(content["fields"], content["codes"], content["time_format"], content["constants"])


@dataclass(frozen=True, slots=True)
class Finding:
    """One value that cannot be taken as it is: where, what is wrong, what would be right."""

    line: int
    heading: str
    zh: str
    en: str


def plain(word: str) -> str:
    """A heading without case, width, blanks and signs, for comparing."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", word).lower())


def propose(headings: Sequence[str], rows: Sequence[Mapping[str, str]]) -> FieldMapping:
    """The mapping that their headings and their values suggest; a person looks at it before it is kept."""
    fields = {each.key: found for each in FIELDS if (found := _heading(each, headings)) is not None}
    codes: dict[str, dict[str, str]] = {kind: {} for kind in CODES}
    moments: list[str] = []
    for each in FIELDS:
        seen = [row.get(fields.get(each.key, ""), "").strip() for row in rows]
        if each.kind in CODES:
            codes[each.kind] = _guesses(seen, each.kind)
        elif each.kind == "moment":
            moments += [value for value in seen if value]
    return FieldMapping(fields, codes, _time_format(moments))


def _heading(each: Field, headings: Sequence[str]) -> str | None:
    wanted = {plain(word) for word in (each.key, each.zh, *each.known_as)}
    return next((heading for heading in headings if plain(heading) in wanted), None)


def _guesses(seen: Sequence[str], kind: str) -> dict[str, str]:
    return {value: guess for value in sorted(set(seen) - {""}) if (guess := _guess(value, kind))}


def _guess(value: str, kind: str) -> str:
    known = CODES[kind]
    if plain(value) in known:
        return plain(value)
    words = sorted(GUESSES, key=len, reverse=True)
    return next((GUESSES[word] for word in words if word in value and GUESSES[word] in known), "")


def _time_format(values: Sequence[str]) -> str:
    fitting = [form for form in TIME_FORMATS if values and all(_fits(value, form) for value in values)]
    return fitting[0] if fitting else TIME_FORMATS[0]


def _fits(value: str, form: str) -> bool:
    try:
        datetime.strptime(value.strip(), form)
    except ValueError:
        return False
    return True


def mapping_problem(mapping: FieldMapping) -> Refusal | None:
    """Why a mapping cannot be kept: a needed field without heading or constant, a code that is none of ours."""
    missing = [each for each in FIELDS if each.needed and not (mapping.fields.get(each.key) or
                                                               mapping.constants.get(each.key))]  # fmt: skip
    if missing:
        return Refusal(
            "mapping_missing",
            "还没有对应：" + "、".join(each.zh for each in missing) + "。请给每个必有的字段选一列或填一个固定值。",
            "Not yet matched: " + ", ".join(each.en for each in missing) + ". Choose a column or a constant for each.",
        )
    for kind, pairs in mapping.codes.items():
        wrong = [theirs for theirs, ours in pairs.items() if ours not in CODES[kind]]
        if wrong:
            return Refusal(
                "mapping_code",
                f"代码“{wrong[0]}”对应的值不在我们的代码表里，请重新选择。",
                f"The code “{wrong[0]}” is matched with a value that is not in our table. Choose again.",
            )
    if mapping.time_format not in TIME_FORMATS:
        return Refusal("mapping_time", "请选择一种时间写法。", "Choose one way of writing times.")
    return None


class _Read:
    """Reads one row; collects what is wrong with it."""

    def __init__(self, mapping: FieldMapping, row: Mapping[str, str], line: int, zone: tzinfo) -> None:
        self.mapping, self.row, self.line, self.zone = mapping, row, line, zone
        self.findings: list[Finding] = []

    def value(self, key: str) -> Any:
        each = BY_KEY[key]
        heading = self.mapping.fields.get(key, "")
        text = (self.row.get(heading) or self.mapping.constants.get(key) or "").strip()
        if not text:
            if each.needed:
                self._find(each, "是空的，请补上", "is empty; fill it in")
            return None if each.kind == "moment" else ""
        read: dict[str, Callable[[Field, str], Any]] = {
            "moment": self._moment, "text": self._text, "long": self._text,
        }  # fmt: skip
        return read.get(each.kind, self._code)(each, text)

    def _text(self, each: Field, text: str) -> str:
        most = LONGEST_SCOPE if each.kind == "long" else LONGEST
        if len(text) > most or any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text):
            self._find(each, f"超过 {most} 个字或有不能显示的字符", f"is longer than {most} or has unprintable signs")
        return unicodedata.normalize("NFC", text)

    def _code(self, each: Field, text: str) -> str:
        ours = self.mapping.codes.get(each.kind, {}).get(text)
        if ours is None:
            self._find(
                each,
                f"的代码“{text[:20]}”没有对应，请在字段对照里补上",
                f"has the unmatched code “{text[:20]}”; match it",
            )
        return ours or ""

    def _moment(self, each: Field, text: str) -> datetime | None:
        try:
            moment = datetime.strptime(text, self.mapping.time_format)
        except ValueError:
            shown = datetime(2026, 11, 26, 9, 30).strftime(self.mapping.time_format)
            self._find(each, f"不是约定的写法，应如 {shown}", f"is not written as agreed; it should look like {shown}")
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=self.zone)

    def _find(self, each: Field, zh: str, en: str) -> None:
        heading = self.mapping.fields.get(each.key) or each.zh
        self.findings.append(Finding(self.line, heading, f"“{each.zh}”{zh}。", f"“{each.en}” {en}."))


def read_record(
    mapping: FieldMapping, row: Mapping[str, str], *, line: int, zone: tzinfo
) -> tuple[CaseRecord | None, list[Finding]]:
    """Their row as our record, or None and everything that is wrong with it."""
    reading = _Read(mapping, row, line, zone)
    values = {each.key: reading.value(each.key) for each in FIELDS}
    if reading.findings:
        return None, reading.findings
    return CaseRecord(**values), []


def write_record(mapping: FieldMapping, record: CaseRecord, *, zone: tzinfo) -> dict[str, str]:
    """Our record as their row; the reverse of `read_record` for every field that they have."""
    row = {}
    for each in FIELDS:
        heading = mapping.fields.get(each.key)
        if heading is not None:
            row[heading] = _written(mapping, each, getattr(record, each.key), zone)
    return row


def _written(mapping: FieldMapping, each: Field, value: Any, zone: tzinfo) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime(mapping.time_format)
    if each.kind in CODES:
        back = {ours: theirs for theirs, ours in mapping.codes.get(each.kind, {}).items()}
        return back.get(value, "")
    return str(value)


def unsayable(mapping: FieldMapping, record: CaseRecord) -> list[str]:
    """Which fields of a record the other system has no word for: sending it would lose them."""
    return [each.key for each in FIELDS if _lost(mapping, each, getattr(record, each.key))]


def _lost(mapping: FieldMapping, each: Field, value: Any) -> bool:
    if not value:
        return False
    if each.kind in CODES and value not in mapping.codes.get(each.kind, {}).values():
        return True
    return each.needed and each.key not in mapping.fields and mapping.constants.get(each.key) != value
