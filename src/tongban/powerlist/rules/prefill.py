"""Where the answer to a question is known already: the person's record, an earlier case, a certificate, another answer.

A source is one word in the form of an item: `person.name`, `person.id_number`, `person.phone`, `earlier` (the same
question of an earlier case), `certificate.KIND.KEY` (an answer that led to a certificate in force), `answer.KEY`
(another answer of this form). Pure; whoever knows the values asks it what is meant. Nothing known is a decision: the
applicant sees it filled in with its source, and may correct it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from tongban.powerlist.rules.content import ItemContent

Words = tuple[str, str]

PERSON: Final[Mapping[str, Words]] = {
    "person.name": ("申请人的姓名或名称", "the applicant's name"),
    "person.id_number": ("申请人的证件号码", "the applicant's number"),
    "person.phone": ("申请人的联系电话", "the applicant's telephone"),
}
EARLIER: Final = "earlier"
EARLIER_WORDS: Final[Words] = ("以前办件里的同一问题", "the same question of an earlier case")
_CERTIFICATE: Final = re.compile(r"certificate\.([a-z][a-z0-9_]*)\.([a-z][a-z0-9_]*)")
_ANSWER: Final = re.compile(r"answer\.([a-z][a-z0-9_]*)")


@dataclass(frozen=True, slots=True)
class Source:
    """A source read: `what` is person, earlier, certificate or answer; `kind` and `key` where they are needed."""

    what: str
    key: str = ""
    kind: str = ""


def read_source(text: str) -> Source | None:
    """A source as it is written in a form; None for an empty or an unknown one."""
    if text in PERSON:
        return Source("person", text.partition(".")[2])
    if text == EARLIER:
        return Source("earlier")
    if match := _CERTIFICATE.fullmatch(text):
        return Source("certificate", match[2], match[1])
    if match := _ANSWER.fullmatch(text):
        return Source("answer", match[1])
    return None


def source_fault(text: str, keys: Collection[str], own: str) -> bool:
    """Whether a source names nothing that could be known: no source at all, no question of this form, or itself."""
    source = read_source(text)
    if not text:
        return False
    return source is None or (source.what == "answer" and (source.key == own or source.key not in keys))


def renamed_answer(text: str, names: Mapping[str, str]) -> str:
    """A source with its question called as another form calls it (一件事: the union of several forms)."""
    source = read_source(text)
    if source is None or source.what != "answer":
        return text
    return f"answer.{names.get(source.key, source.key)}"


def prefill_sources(content: ItemContent, certificates: Mapping[str, Words]) -> dict[str, Words]:
    """The sources that the form editor offers for an item: by their words, `certificates` those of the whole list."""
    answers = {
        f"answer.{field.key}": (f"本表的“{field.label.zh}”", f"this form: “{field.label.en or field.label.zh}”")
        for field in content.fields()
    }
    return {**PERSON, EARLIER: EARLIER_WORDS, **certificates, **answers}


def source_words(text: str) -> Words | None:
    """A source in words, without the values of any person; None where there is none."""
    source = read_source(text)
    if source is None:
        return None
    other = {"certificate": ("已有证照上的信息", "a certificate"), "answer": ("前面的回答", "an answer before")}
    return {**PERSON, EARLIER: EARLIER_WORDS}.get(text) or other[source.what]
