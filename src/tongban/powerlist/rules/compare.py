"""What a new version of an item asks more or less of people: papers, days, visits, steps, fee, conditions, bases.

Pure. Two contents (with the steps of their flows) in, sentences out that somebody who applies understands; no text
comparison of the content itself. What burdens more, what less and what is only otherwise is told apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tongban.powerlist.rules import codes
from tongban.powerlist.rules.content import Fee, FormField, ItemContent, ItemLimit, LegalBasis, Material, Text
from tongban.powerlist.rules.faults import days_at_least
from tongban.powerlist.rules.guide import limit_words, material_line

LESS, MORE, OTHER = "less", "more", "other"
WEIGHTS: codes.CodeSet = {
    LESS: ("少做", "less to do"),
    MORE: ("多做", "more to do"),
    OTHER: ("有变化", "otherwise"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: what it is about, how it weighs on the applicant, and the sentence in both languages."""

    about: str
    weight: str
    zh: str
    en: str

    def sentence(self, language: str) -> str:
        """The sentence in one language."""
        return self.en if language.startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is counted in both versions, with its figure before and after; None where one says nothing."""

    zh: str
    en: str
    before: int | None
    after: int | None

    @property
    def change(self) -> int | None:
        """After less before; None when one of the two is not stated."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Said:
    """One version to be compared: its content and the names of its flow's steps."""

    content: ItemContent
    steps: tuple[str, ...] = ()


def measures(old: Said, new: Said) -> tuple[Measure, ...]:
    """The four figures of burden: papers to bring, promised days, visits, steps; and the questions to answer."""
    pairs: tuple[tuple[str, str, Callable[[Said], int | None]], ...] = (
        ("要交的材料", "papers to bring", lambda said: len(_asked(said.content))),
        ("承诺时限的天数", "promised days", lambda said: _days(said.content)),
        ("到现场次数", "visits", lambda said: said.content.max_visits if said.content.whole else None),
        ("办理环节", "steps", lambda said: len(said.steps) or None),
        ("要填的项目", "questions", lambda said: len(said.content.fields()) or None),
    )
    return tuple(Measure(zh, en, count(old), count(new)) for zh, en, count in pairs)


def _asked(content: ItemContent) -> list[Material]:
    """The papers people must bring: what the platform holds is not one of them."""
    return [material for material in content.materials if not material.held]


def _days(content: ItemContent) -> int | None:
    limit = content.limit("whole_promised") or content.limit("whole_statutory")
    return limit.length if limit is not None and limit.unit in ("day", "working_day") else None


def differences(old: Said, new: Said) -> tuple[Change, ...]:
    """Every difference that somebody who applies would notice, in the order of the guide; empty when none."""
    return (
        *_materials(old.content.materials, new.content.materials),
        *_limits(old.content, new.content),
        *_visits(old.content, new.content),
        *_steps(old.steps, new.steps),
        *_fee(old.content.fee, new.content.fee),
        *_conditions(old.content.conditions, new.content.conditions),
        *_questions(old.content.fields(), new.content.fields()),
        *_bases(old.content.legal_basis, new.content.legal_basis),
        *_plain(old.content, new.content),
    )


def _materials(old: Sequence[Material], new: Sequence[Material]) -> Iterator[Change]:
    before, after = {m.key: m for m in old}, {m.key: m for m in new}
    for key in [one for one in before if one not in after]:
        gone = before[key].name
        yield Change("materials", LESS, f"不再要“{gone.zh}”。", f"“{gone.words('en')}” is no longer asked for.")
    for key, paper in after.items():
        if key not in before:
            yield _added(paper)
        else:
            yield from _material(before[key], paper)


def _added(paper: Material) -> Change:
    if paper.held:
        return Change("materials", OTHER, f"用到“{paper.name.zh}”，由{paper.held}提供，您不用交。",
                      f"“{paper.name.words('en')}” is used; {paper.held} gives it, you do not.")  # fmt: skip
    return Change("materials", MORE, f"新增材料“{paper.name.zh}”。", f"“{paper.name.words('en')}” is asked for now.")


def _material(old: Material, new: Material) -> Iterator[Change]:
    name, name_en = new.name.zh, new.name.words("en")
    if bool(old.held) != bool(new.held):
        weight, zh, en = (
            (LESS, f"“{name}”不用交了，由{new.held}提供。", f"“{name_en}” need not be brought: {new.held} gives it.")
            if new.held
            else (MORE, f"“{name}”要自己交了。", f"“{name_en}” must be brought now.")
        )
        yield Change("materials", weight, zh, en)
    if old.necessity != new.necessity:
        order = {"must": 2, "deferrable": 1, "situation": 0}
        weight = LESS if order[new.necessity] < order[old.necessity] else MORE
        words = [codes.word(codes.NECESSITIES, one.necessity, "zh") for one in (old, new)]
        words_en = [codes.word(codes.NECESSITIES, one.necessity, "en") for one in (old, new)]
        yield Change("materials", weight, f"“{name}”由“{words[0]}”改为“{words[1]}”。",
                     f"“{name_en}” was {words_en[0]} and is {words_en[1]} now.")  # fmt: skip
    if (old.form, old.copies) != (new.form, new.copies):
        weight = _less_or_more(old.copies, new.copies) if old.form == new.form else OTHER
        forms = [material_line(one, "zh").form for one in (old, new)]
        forms_en = [material_line(one, "en").form for one in (old, new)]
        yield Change("materials", weight, f"“{name}”由{forms[0]}改为{forms[1]}。",
                     f"“{name_en}”: {forms_en[1]} instead of {forms_en[0]}.")  # fmt: skip
    if old.name != new.name:
        yield Change("materials", OTHER, f"“{old.name.zh}”改称“{name}”。",
                     f"“{old.name.words('en')}” is called “{name_en}” now.")  # fmt: skip


LIMIT_NAMES: codes.CodeSet = {
    "acceptance": ("告知是否受理", "the answer on acceptance"),
    "whole_statutory": ("法定办结时限", "the statutory limit"),
    "whole_promised": ("承诺办结时限", "the promised limit"),
    "delivery": ("送达结果", "delivery"),
}


def _limits(old: ItemContent, new: ItemContent) -> Iterator[Change]:
    """The limits everybody knows by name; those of single steps are the body's own matter."""
    for key, (zh, en) in LIMIT_NAMES.items():
        before, after = old.limit(key), new.limit(key)
        if before is None and after is not None:
            yield Change("limits", OTHER, f"新写明{zh}：{limit_words(after, 'zh')}。",
                         f"Now stated: {en}, {limit_words(after, 'en')}.")  # fmt: skip
        elif before is not None and after is None:
            yield Change("limits", MORE, f"不再写明{zh}（原为 {limit_words(before, 'zh')}）。",
                         f"No longer stated: {en}, formerly {limit_words(before, 'en')}.")  # fmt: skip
        elif before is not None and after is not None and _length(before) != _length(after):
            yield _limit(before, after, zh, en)


def _length(limit: ItemLimit) -> tuple[int, str, str]:
    return limit.length, limit.unit, limit.starts


def _limit(before: ItemLimit, after: ItemLimit, zh: str, en: str) -> Change:
    weight = OTHER
    if before.unit == after.unit:
        weight = _less_or_more(before.length, after.length)
    elif days_at_least(before) != days_at_least(after):
        weight = _less_or_more(days_at_least(before), days_at_least(after))
    starts = "" if before.starts == after.starts else f"，{codes.word(codes.LIMIT_STARTS, after.starts, 'zh')}"
    starts_en = "" if before.starts == after.starts else f", {codes.word(codes.LIMIT_STARTS, after.starts, 'en')}"
    return Change(
        "limits", weight,
        f"{zh}由 {limit_words(before, 'zh')}改为 {limit_words(after, 'zh')}{starts}。",
        f"{en[0].upper()}{en[1:]}: {limit_words(after, 'en')}{starts_en} instead of {limit_words(before, 'en')}.",
    )  # fmt: skip


def _less_or_more(before: float, after: float) -> str:
    return OTHER if before == after else LESS if after < before else MORE


def _visits(old: ItemContent, new: ItemContent) -> Iterator[Change]:
    if old.max_visits != new.max_visits:
        weight = _less_or_more(old.max_visits, new.max_visits)
        yield Change("visits", weight, f"最多跑 {new.max_visits} 次（原为 {old.max_visits} 次）。",
                     f"{new.max_visits} visits at most, formerly {old.max_visits}.")  # fmt: skip


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    if not old or not new:
        return
    for name in [one for one in old if one not in new]:
        yield Change("steps", LESS, f"流程不再有“{name}”这一步。", f"The step “{name}” is gone.")
    for name in [one for one in new if one not in old]:
        yield Change("steps", MORE, f"流程新增“{name}”这一步。", f"The step “{name}” is new.")


def _fee(old: Fee, new: Fee) -> Iterator[Change]:
    if old.charged != new.charged:
        yield (
            Change("fee", MORE, "开始收费。", "A fee is charged now.")
            if new.charged
            else Change("fee", LESS, "不再收费。", "No fee is charged any more.")
        )
    before, after = ({item.name: item.rate for item in fee.items} for fee in (old, new))
    for name in [one for one in before if one not in after and new.charged]:
        yield Change("fee", LESS, f"取消收费项目“{name}”。", f"The charge “{name}” is gone.")
    for name, rate in after.items():
        if name in before and before[name] != rate:
            yield Change("fee", OTHER, f"“{name}”的标准由{before[name]}改为{rate}。",
                         f"“{name}” costs {rate} instead of {before[name]}.")  # fmt: skip
        elif name not in before and old.charged:
            yield Change("fee", MORE, f"新增收费项目“{name}”：{rate}。", f"A new charge “{name}”: {rate}.")


def _conditions(old: Sequence[Text], new: Sequence[Text]) -> Iterator[Change]:
    for gone in [one for one in old if one.zh not in {other.zh for other in new}]:
        yield Change("conditions", LESS, f"不再要求：{gone.zh}。".replace("。。", "。"),
                     f"No longer required: {gone.words('en')}")  # fmt: skip
    for added in [one for one in new if one.zh not in {other.zh for other in old}]:
        yield Change("conditions", MORE, f"新增条件：{added.zh}。".replace("。。", "。"),
                     f"Now required: {added.words('en')}")  # fmt: skip


def _questions(old: Sequence[FormField], new: Sequence[FormField]) -> Iterator[Change]:
    before, after = {field.key: field for field in old}, {field.key: field for field in new}
    for gone in [field for key, field in before.items() if key not in after]:
        yield Change("questions", LESS, f"不再填写“{gone.label.zh}”。",
                     f"“{gone.label.words('en')}” is no longer asked.")  # fmt: skip
    for added in [field for key, field in after.items() if key not in before]:
        yield Change("questions", MORE, f"要填写“{added.label.zh}”。", f"“{added.label.words('en')}” is asked now.")


def _bases(old: Sequence[LegalBasis], new: Sequence[LegalBasis]) -> Iterator[Change]:
    before, after = ([f"《{one.law}》{one.article}" for one in bases] for bases in (old, new))
    for name in [one for one in before if one not in after]:
        yield Change("bases", OTHER, f"不再依据{name}。", f"No longer based on {name}.")
    for name in [one for one in after if one not in before]:
        yield Change("bases", OTHER, f"新增依据{name}。", f"Now based on {name}.")
    yield from _reworded(old, new)


def _reworded(old: Sequence[LegalBasis], new: Sequence[LegalBasis]) -> Iterator[Change]:
    """The bases that stay, with another text."""
    for one in new:
        texts = [other.text for other in old if (other.law, other.article) == (one.law, one.article)]
        if texts and one.text not in texts:
            yield Change("bases", OTHER, f"《{one.law}》{one.article}的条文有改动。",
                         f"The text of 《{one.law}》{one.article} has changed.")  # fmt: skip


def _plain(old: ItemContent, new: ItemContent) -> Iterator[Change]:
    """What is said in one word or a few: name, case type, ways to apply, body, result, phones."""
    if old.name.zh != new.name.zh:
        yield Change("name", OTHER, f"名称由“{old.name.zh}”改为“{new.name.zh}”。",
                     f"The name was “{old.name.words('en')}” and is “{new.name.words('en')}” now.")  # fmt: skip
    if old.case_type != new.case_type:
        told = [[codes.word(codes.CASE_TYPES, one.case_type, tongue) for one in (old, new)] for tongue in ("zh", "en")]
        yield Change("case_type", OTHER, f"由{told[0][0]}改为{told[0][1]}。", f"{told[1][1]} instead of {told[1][0]}.")
    yield from _channels(old, new)
    if (old.contact, old.oversight) != (new.contact, new.oversight):
        yield Change("phones", OTHER, f"咨询电话 {new.contact}，监督电话 {new.oversight}。",
                     f"Questions: {new.contact}; complaints: {new.oversight}.")  # fmt: skip


def _channels(old: ItemContent, new: ItemContent) -> Iterator[Change]:
    for code in [one for one in new.channels if one not in old.channels]:
        yield Change("channels", LESS, f"新开通{codes.word(codes.CHANNELS, code, 'zh')}。",
                     f"Also {codes.word(codes.CHANNELS, code, 'en')} now.")  # fmt: skip
    for code in [one for one in old.channels if one not in new.channels]:
        yield Change("channels", MORE, f"不能再{codes.word(codes.CHANNELS, code, 'zh')}。",
                     f"No longer {codes.word(codes.CHANNELS, code, 'en')}.")  # fmt: skip
