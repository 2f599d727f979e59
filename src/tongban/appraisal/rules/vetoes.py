"""一票否决 in the open and in disguise: indicators, what one failure leaves of the total, who may approve. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any, Final

from tongban.kernel.refusals import Refusal

WHOLE, MOST_INDICATORS, MOST_NAME, MOST_MEASURE = 100, 12, 40, 300
# What a failed indicator does to the total: words, and the least and most of the figure it takes (None: no figure).
EFFECTS: Final[dict[str, tuple[str, str, tuple[int, int] | None]]] = {
    "own": ("只扣本项分", "its own points are lost", None),
    "deduct": ("本项分以外再扣若干分", "so many further points are lost", (1, 100)),
    "factor": ("总分打折，按百分之几计", "the total counts so many per cent", (0, 100)),
    "cap": ("总分最高只计若干分", "the total is no more than so many points", (0, 100)),
    "zero": ("总分计为零", "the total is zero", None),
    "bar": ("取消评优资格或者定为末等", "no award, or the last grade", None),
    "veto": ("一票否决", "one-vote veto", None),
}
# The closed list of how an indicator is a veto: one marked as such, then its disguises.
WAYS: Final[dict[str, tuple[str, str]]] = {
    "marked": ("设了一票否决", "is a one-vote veto"),
    "words": ("指标的文字写着一票否决或者等同的话", "says in its words what a veto is"),
    "zero": ("一项不达标，总分归零", "makes the total zero when it fails"),
    "bar": ("一项不达标，取消评优资格或者定为末等", "takes the grade whatever the total is"),
    "deduct": ("一项不达标扣的分超过总分的一定比例", "takes more points than one failure may"),
    "factor": ("一项不达标，总分打折过多", "discounts the total more than one failure may"),
    "cap": ("一项不达标，总分封顶过低", "caps the total lower than one failure may"),
    "weight": ("本项权重过大，一项不达标就失去大部分得分", "weighs more than one failure may take"),
}
WORDS: Final = re.compile(
    r"(?<!不设)(?<!不搞)(?<!不得设)(?<!取消)(?:一票否决|一项否决|单项否决|否决项|否决性)|总分(?:归|计|记|为|得)(?:为)?(?:零|0)|按?(?:零|0)分(?:计|处理)"
    r"|直接(?:定|评|列)为?(?:末等|不合格|最后一名)|取消(?:当年|年度|一切|所有)?(?:评先|评优|评奖)|不得评(?:先|优)"
)
DIRECT: Final = {"veto": "marked", "zero": "zero", "bar": "bar"}
LEVELS: Final = {"national": ("国家", "national"), "province": ("省", "provincial")}
_YEAR: Final = r"〔(?P<year>(?:19|20)\d{2})〕[1-9]\d{0,3}号$"
NUMBERS: Final = {
    "national": re.compile(r"^(?:国发|国办发|国函|国办函|中发|中办发|中办字|厅字)" + _YEAR),
    "province": re.compile(
        r"^[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
        r"(?:发|办发|委发|政发|政办发|政字|政办字|政函|厅字)" + _YEAR
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator: points of the hundred, how it is measured, what failing does, and who approved a veto."""

    name: str
    weight: int
    measure: str
    effect: str = "own"
    value: int = 0
    level: str = ""
    number: str = ""

    def kept(self) -> dict[str, Any]:
        """As it stands on the row."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One indicator (counted from 1) that is a veto in these ways and that nobody entitled approved."""

    no: int
    name: str
    ways: tuple[str, ...]


def left_after(indicators: Sequence[Indicator], failed: Collection[int]) -> Fraction:
    """Points left of the hundred when these (by place) fail and all others are reached in full; exact."""
    fallen = [indicators[place] for place in sorted(failed)]
    if any(one.effect in ("zero", "veto") for one in fallen):
        return Fraction(0)

    def values(effect: str) -> list[Fraction]:
        return [Fraction(one.value) for one in fallen if one.effect == effect]

    left = Fraction(sum(one.weight for one in indicators) - sum(one.weight for one in fallen))
    left -= sum(values("deduct"))
    for share in values("factor"):
        left = left * share / 100
    return max(min([left, *values("cap")]), Fraction(0))


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def ways_of(indicators: Sequence[Indicator], place: int, most: int) -> tuple[str, ...]:
    """In which ways an indicator is a veto: marked, by its words, or because its failure alone takes over `most`."""
    one = indicators[place]
    found = [DIRECT[one.effect]] if one.effect in DIRECT else []
    if WORDS.search(_plain(f"{one.name}；{one.measure}")):
        found.append("words")
    if one.effect not in DIRECT and WHOLE - left_after(indicators, {place}) > most:
        found.append("weight" if one.effect == "own" or one.weight > most else one.effect)
    return tuple(found)


def unapproved(indicators: Sequence[Indicator], *, most: int, levels: Collection[str]) -> Iterator[Finding]:
    """The vetoes without an approval of these levels."""
    for place, one in enumerate(indicators):
        ways = ways_of(indicators, place, most)
        if ways and one.level not in levels:
            yield Finding(place + 1, one.name, ways)


def number_problem(indicator: Indicator, no: int, year: int, levels: Collection[str]) -> Refusal | None:
    """Why an approval does not hold: no such level, a number that is none of that level, a year to come."""
    if not (indicator.level or indicator.number.strip()):
        return None
    if indicator.level in levels:
        read = NUMBERS[indicator.level].match(indicator.number.strip())
        if read and int(read["year"]) <= year:
            return None
    return Refusal(
        "approval_number",
        "第 {no} 项“{name}”的批准文号不对。请选国家或者省一级，并照文件写全，"
        "如“国办发〔2024〕12号”、“鲁政办发〔2024〕12号”。",
        "The approval of indicator {no}, “{name}”, is not one. Choose national or provincial, and write the number in"
        " full, such as 国办发〔2024〕12号.",
        {"no": no, "name": indicator.name},
    )


def indicator_problem(one: Indicator, no: int) -> Refusal | None:
    """What one indicator lacks: a name, a measure, points, a figure that its effect needs."""
    if not (2 <= len(one.name.strip()) <= MOST_NAME and 2 <= len(one.measure.strip()) <= MOST_MEASURE):
        return Refusal(
            "indicator_words",
            "第 {no} 项请写明指标名称（2 到 40 个字）和怎么考（2 到 300 个字）。",
            "Give indicator {no} a name of 2 to 40 characters, and 2 to 300 on how it is measured.",
            {"no": no},
        )
    figure = EFFECTS.get(one.effect, ("", "", (1, 0)))[2]
    if not 1 <= one.weight <= WHOLE or (figure and not figure[0] <= one.value <= figure[1]):
        return Refusal(
            "indicator_figures",
            "第 {no} 项“{name}”的分值要在 1 到 100 之间；不达标的后果带数字的，请填这个数字，不超过 100。",
            "Indicator {no}, “{name}”, takes 1 to 100 points; where failing needs a figure, give one of at most 100.",
            {"no": no, "name": one.name},
        )
    return None


def plan_problem(title: str, indicators: Sequence[Indicator], year: int, levels: Collection[str]) -> Refusal | None:
    """What a plan lacks, in the order of its form; vetoes are judged apart, because a refused one is recorded."""
    if not 2 <= len(title.strip()) <= 60:
        return Refusal(
            "plan_title", "请写明考核名称，2 到 60 个字。", "Give the appraisal a name of 2 to 60 characters."
        )
    if not 1 <= len(indicators) <= MOST_INDICATORS:
        return Refusal("plan_indicators", "请填 1 到 12 项指标。", "Give 1 to 12 indicators.")
    for no, one in enumerate(indicators, start=1):
        problem = indicator_problem(one, no) or number_problem(one, no, year, levels)
        if problem is not None:
            return problem
    total = sum(one.weight for one in indicators)
    if total != WHOLE:
        return Refusal(
            "plan_total",
            "各项分值加起来是 {total} 分，请调整到正好 100 分。",
            "The indicators add up to {total} points. Make them 100.",
            {"total": total},
        )
    return None


def read_found(kept: Iterable[str], indicators: Sequence[Indicator]) -> list[Finding]:
    """The findings that stand on a refused plan."""
    pairs = (one.split(":", 1) for one in kept)
    return [Finding(int(no), indicators[int(no) - 1].name, tuple(ways.split("+"))) for no, ways in pairs]


def veto_refusal(found: Sequence[Finding], *, most: int, article: str) -> Refusal:
    """Why a plan with vetoes is not taken: each indicator with its ways, the article, and what would be right."""
    zh = "；".join(f"第 {one.no} 项“{one.name}”{'、'.join(WAYS[way][0] for way in one.ways)}" for one in found)
    en = "; ".join(f"Indicator {one.no}, “{one.name}”, {', '.join(WAYS[way][1] for way in one.ways)}" for one in found)
    return Refusal(
        "veto",
        "{zh}。按{article}，没有国家或者省一级的批准，不得设一票否决。请把不达标的后果改为“只扣本项分”、"
        "一项最多扣 {most} 分，或者填写批准文号后重新报送。这次退回已经记录。",
        "{en}. By {article} there is no one-vote veto without national or provincial approval. Let a failure cost its"
        " own points, at most {most}, or give the number of the approval and file again. This refusal was recorded.",
        {"zh": zh, "en": en, "article": article, "most": most},
    )
