"""The words of a guide that are made from codes and figures: materials, limits, channels, the needs questions' outcome.

Pure; what the applicant may do follows from the content, here it is only put into words in one language.
"""

from __future__ import annotations

from dataclasses import dataclass

from tongban.powerlist.rules import codes
from tongban.powerlist.rules.content import ItemContent, ItemLimit, Material

ALWAYS_SHOWN = frozenset({"acceptance", "delivery"})
GIVERS = {"zh": "免提交，{held}提供", "en": "not needed from you: given by {held}"}


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """One paper as the guide shows it: what, who supplies it, in which form, whether it may follow, on what basis."""

    name: str
    who: str
    held: bool
    form: str
    necessity: str
    note: str
    standard: str
    sample: str
    basis: str


@dataclass(frozen=True, slots=True)
class LimitLine:
    """One limit as the guide shows it: what for, how long from when, its source, and whether that is confirmed."""

    name: str
    length: str
    starts: str
    source: str
    confirmed: bool


def material_line(material: Material, language: str) -> MaterialLine:
    """A paper in words."""
    form = codes.word(codes.MATERIAL_FORMS, material.form, language)
    copies = {"zh": f"{form} {material.copies} 份", "en": f"{form}, {material.copies}"}[_key(language)]
    who = codes.word(codes.MATERIAL_SOURCES, material.source, language)
    return MaterialLine(
        name=material.name.words(language),
        who=GIVERS[_key(language)].format(held=material.held) if material.held else material.issuer or who,
        held=bool(material.held),
        form=copies,
        necessity=codes.word(codes.NECESSITIES, material.necessity, language),
        note=material.note.words(language),
        standard=material.standard.words(language),
        sample=material.sample,
        basis=material.basis,
    )


def limit_words(limit: ItemLimit, language: str) -> str:
    """7 个工作日 / 7 working days."""
    unit = codes.word(codes.LIMIT_UNITS, limit.unit, language)
    if _key(language) == "en":
        return f"{limit.length} {unit[:-1] if limit.length == 1 else unit}"
    return f"{limit.length} {unit}"


def limit_lines(content: ItemContent, language: str) -> tuple[LimitLine, ...]:
    """The limits of the whole case in words; those of single steps stand beside their steps."""
    shown = [limit for limit in content.limits if limit.scope == "case" or limit.key in ALWAYS_SHOWN]
    return tuple(_limit_line(limit, language) for limit in shown)


def limit_name(limit: ItemLimit, language: str) -> str:
    """What a limit is for, in words; one that only a step names says of what kind it is."""
    names = {
        "acceptance": ("告知是否受理", "told whether accepted"),
        "delivery": ("送达结果", "delivery of the result"),
        "whole_statutory": ("法定办结时限", "statutory limit"),
        "whole_promised": ("承诺办结时限", "promised limit"),
    }
    kind = codes.word(codes.LIMIT_KINDS, limit.kind, language)
    return names[limit.key][_key(language) == "en"] if limit.key in names else kind


def limit_choices(content: ItemContent, language: str) -> list[tuple[str, str]]:
    """The limits a step may name: key and words; where the words of two are the same, the key tells them apart."""
    said = [(one.key, f"{limit_name(one, language)} · {limit_words(one, language)}") for one in content.limits]
    twice = {words for number, (_one, words) in enumerate(said) if words in dict(said[:number]).values()}
    return [(key, f"{words} · {key}" if words in twice else words) for key, words in said]


def _limit_line(limit: ItemLimit, language: str) -> LimitLine:
    return LimitLine(
        name=limit_name(limit, language),
        length=limit_words(limit, language),
        starts=codes.word(codes.LIMIT_STARTS, limit.starts, language),
        source=f"《{limit.law}》{limit.article}" if limit.law else "",
        confirmed=limit.confidence != "M",
    )


def step_limits(content: ItemContent, language: str) -> dict[str, str]:
    """The limits in words by key, for the flow chart."""
    return {limit.key: limit_words(limit, language) for limit in content.limits}


def need_answer(content: ItemContent, answers: dict[int, str], language: str) -> tuple[int, str]:
    """Where the questions of "do I need this?" stand: the next one to ask (-1: none) and the words that ended them.

    `answers` holds yes or no by the number of the question; an answer with words ends the questions.
    """
    for number, question in enumerate(content.need_questions):
        answer = answers.get(number)
        if answer not in {"yes", "no"}:
            return number, ""
        words = question.yes if answer == "yes" else question.no
        if words is not None:
            return -1, words.words(language)
    return -1, ""


def _key(language: str) -> str:
    return "en" if language.startswith("en") else "zh"
