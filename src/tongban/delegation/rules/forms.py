"""The legal forms in which a power comes down: each with its conditions, name, liability and authority. Pure.

A form is never a free toggle. Licence Law arts. 23 to 26, Penalty Law arts. 18 to 24, Compulsion Law art. 17. Who is
the respondent afterwards follows from the holding's form (`powerlist.rules.holdings.respondent`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tongban.kernel.refusals import Refusal

GIVER, RECEIVER = "giver", "receiver"
PROVINCE, STATE_COUNCIL, COUNTY = "province", "state_council", "county"
LICENCE, PENALTY, COMPULSION = "01", "02", "03"
LENT: Final = frozenset({"entrusted", "posted_team", "co_handling"})
"""Forms in which the holder acts for somebody else and gives nothing further."""
ORGANS: Final = frozenset({"department", "township", "government"})
WORDS_OF_LEVEL: Final = {
    PROVINCE: ("省级决定", "a decision of the province"),
    STATE_COUNCIL: ("国务院批准", "an approval of the State Council"),
    COUNTY: ("县级决定", "a decision of the county"),
}


@dataclass(frozen=True, slots=True)
class Form:
    """One form: in whose name the receiver acts, who is liable, who must have decided, and what stands against it.

    `functions` may be given in it; `term` says that it needs a last day; `never` are types of powers it is closed to.
    """

    code: str
    zh: str
    en: str
    name: str
    liable: str
    authority: frozenset[str]
    functions: frozenset[str]
    receivers: frozenset[str]
    source: str
    article: str
    term: bool = False
    never: frozenset[str] = frozenset()


ALL: Final = frozenset({"accept", "review", "decide"})
FORMS: Final[Mapping[str, Form]] = {
    form.code: form
    for form in (
        Form("transferred", "省级下放", "provincial transfer", RECEIVER, RECEIVER, frozenset({PROVINCE}), ALL,
             frozenset({"township"}), "中华人民共和国行政处罚法", "第二十四条"),
        Form("concentrated", "相对集中行使", "concentrated by approval", RECEIVER, RECEIVER,
             frozenset({PROVINCE, STATE_COUNCIL}), ALL, frozenset({"department", "township"}),
             "中华人民共和国行政许可法", "第二十五条"),
        Form("entrusted", "委托", "entrusted", GIVER, GIVER, frozenset({COUNTY, PROVINCE}), ALL,
             ORGANS | {"centre"}, "中华人民共和国行政许可法", "第二十四条", term=True, never=frozenset({COMPULSION})),
        Form("posted_team", "派驻", "seconded team", GIVER, GIVER, frozenset({COUNTY}), ALL, frozenset({"township"}),
             "中华人民共和国行政许可法", "第二十六条", never=frozenset({COMPULSION})),
        Form("co_handling", "协同办理", "co-handling", GIVER, GIVER, frozenset({COUNTY}),
             frozenset({"accept", "review"}), ORGANS | {"centre", "village"}, "中华人民共和国行政许可法", "第二十六条"),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Authority:
    """The published decision that authorises a form: who decided (`level`), its number, and whether it is published."""

    level: str
    number: str
    published: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """What one line of a decision wants: which type of power, which functions, from whom, to whom, for how long."""

    form: str
    item_type: str
    functions: frozenset[str]
    giver_kind: str
    receiver_kind: str
    authority: Authority
    termed: bool
    giver_form: str = "statutory"
    own_power: bool = True


def form_problems(wish: Wish) -> Iterator[Refusal]:
    """Each reason why a power cannot be given in a form, as a sentence that names the article."""
    form = FORMS.get(wish.form)
    if form is None:
        yield Refusal("form.unknown", "请选择法律形式。", "Choose a legal form.")
        return
    yield from _against_type(wish, form)
    yield from _against_receiver(wish, form)
    yield from _against_authority(wish, form)
    if wish.giver_form in LENT:
        yield _no("passed_on", wish.item_type, "受委托的职权不得再转给别的单位",
                  "what is entrusted is not passed on")  # fmt: skip
    if form.term and not wish.termed:
        yield Refusal(
            "form.term", "委托要写明期限（行政处罚法第二十条）。", "An entrusting needs its term (Penalty Law art. 20)."
        )
    if not wish.functions or not wish.functions <= form.functions:
        yield Refusal(
            "form.functions", "协同办理只能承担受理、审查，决定权仍在牵头单位。",
            "Whoever co-handles accepts or reviews; the decision stays with the lead body.",
        )  # fmt: skip


def _against_type(wish: Wish, form: Form) -> Iterator[Refusal]:
    if wish.item_type in form.never:
        yield Refusal(
            "form.compulsion", "行政强制措施权不得委托（行政强制法第十七条）。",
            "Compulsory measures are never entrusted (Compulsion Law art. 17).",
        )  # fmt: skip
    if not wish.own_power:
        yield Refusal(
            "form.not_own", "只能在自己的法定职权范围内给出（行政许可法第二十四条、行政处罚法第二十条）。",
            "Only one's own lawful power can be given (Licence Law art. 24, Penalty Law art. 20).",
        )  # fmt: skip


def _against_receiver(wish: Wish, form: Form) -> Iterator[Refusal]:
    if wish.receiver_kind == "village" and wish.form != "co_handling":
        yield Refusal(
            "form.village", "村（社区）不是行政机关，只能代收、协助，不能行使行政权力（村民委员会组织法第五条）。",
            "A village is no organ: it receives and assists, no more (Village Committees Law art. 5).",
        )  # fmt: skip
    elif wish.receiver_kind == "village" and wish.functions != {"accept"}:
        yield Refusal("form.village_accepts", "村（社区）只能代收材料。", "A village only receives papers.")
    elif wish.form == "entrusted" and wish.item_type == LICENCE and wish.receiver_kind not in ORGANS:
        yield Refusal(
            "form.organ", "行政许可只能委托给行政机关（行政许可法第二十四条）。",
            "A licence is entrusted to an administrative organ only (Licence Law art. 24).",
        )  # fmt: skip
    elif wish.receiver_kind not in form.receivers:
        yield Refusal(
            "form.receiver", f"“{form.zh}”不能给这类单位（{form.source}{form.article}）。",
            f"This kind of body cannot receive in this form ({form.source} {form.article}).",
        )  # fmt: skip


def _against_authority(wish: Wish, form: Form) -> Iterator[Refusal]:
    if wish.authority.level not in form.authority:
        levels = sorted(form.authority)
        zh = "、".join(WORDS_OF_LEVEL[one][0] for one in levels)
        en = " or ".join(WORDS_OF_LEVEL[one][1] for one in levels)
        yield Refusal(
            "form.authority", f"“{form.zh}”要以{zh}为依据（{form.source}{form.article}）。",
            f"This form rests on {en} ({form.source} {form.article}).",
        )  # fmt: skip
    if not wish.authority.number.strip():
        yield Refusal("form.number", "请填写作为依据的决定的文号。", "State the number of the decision it rests on.")
    elif not wish.authority.published:
        yield Refusal(
            "form.published", "作为依据的决定尚未公布，不能据此下放（行政许可法第二十四条、行政处罚法第二十四条）。",
            "The decision it rests on is not published (Licence Law art. 24, Penalty Law art. 24).",
        )  # fmt: skip


def _no(code: str, item_type: str, zh: str, en: str) -> Refusal:
    penal, licence = ("行政处罚法第二十条", "Penalty Law art. 20"), ("行政许可法第二十四条", "Licence Law art. 24")
    law = penal if item_type == PENALTY else licence
    return Refusal(f"form.{code}", f"{zh}（{law[0]}）。", f"{en.capitalize()} ({law[1]}).")
