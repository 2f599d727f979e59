"""What each kind of letter says, in the official form, as blocks of text. The page's preview and the paper share it.

It knows no layout. Free text of officials (reasons, facts) is set as given; everything else is composed here, so one
kind reads the same from every body. Slip and record of delivery are forms, not letters: they are laid out as tables.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tongban.documents.rules.citing import cited
from tongban.documents.rules.dates import zh_date
from tongban.documents.rules.kinds import KINDS, LICENCE_LAW
from tongban.documents.rules.relief import relief_texts
from tongban.documents.rules.special import SPECIAL_TEXTS, rests_on

Data = Mapping[str, Any]
_LAW = f"《{LICENCE_LAW}》"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph (`role` "p") or one numbered point ("point") of a letter."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to be laid out: who issues it, its number, title, to whom, blocks, and its date in words."""

    issuer: str
    number: str
    title: str
    addressee: str
    blocks: tuple[Block, ...]
    date: str


def compose_letter(kind: str, *, number: str, issued_on: str, data: Data, addressee: str) -> Letter:
    """The letter of a kind from its frozen `data`; `addressee` is the opened name of the party, or a masked one."""
    return Letter(
        issuer=str(data["body_name"]["zh"]),
        number=number,
        title=KINDS[kind].zh,
        addressee=addressee,
        blocks=tuple(_blocks(kind, data)),
        date=zh_date(issued_on),
    )


def _blocks(kind: str, data: Data) -> list[Block]:
    special = SPECIAL_TEXTS.get(kind)
    said = relief_texts(kind, data) or (special(data) if special else None)
    if said is None:
        return _TEXTS[kind](data)
    blocks = [_p(text) for text in said]
    return [*blocks, _remedies(data)] if KINDS[kind].remedies else blocks


def _p(text: str) -> Block:
    return Block("p", text)


def _sentence(text: object) -> str:
    """Free text closed with one full stop, so that a clerk's missing or doubled full stop does not show."""
    return str(text).strip().rstrip("。.；;，,") + "。"


def _about(data: Data) -> str:
    return f"你（单位）于{zh_date(data['applied_on'])}提出的{data['item']}申请（办件编号：{data['case_number']}）"


def _accepted_about(data: Data) -> str:
    number, day = data["case_number"], zh_date(data["accepted_on"])
    return f"你（单位）申请的{data['item']}（办件编号：{number}），本机关已于{day}受理"


def _basis(data: Data, article: str) -> str:
    return cited([*data["basis"], f"{_LAW}{article}"])


def _remedies(data: Data) -> Block:
    """Where and until when to object (Administrative Licence Law art. 38; lengths frozen at issue)."""
    how = data["remedies"]
    body, days, court, months = how["reconsideration_body"], how["days"], how["court"], how["months"]
    apply = f"自知道或者应当知道本决定之日起{days}日内向{body}申请行政复议"
    if how.get("reconsideration_first"):
        return _p(f"对本决定不服的，应当先{apply}；对复议决定不服的，再依法向人民法院提起行政诉讼。")
    sue = f"自知道或者应当知道本决定之日起{months}个月内向{court}提起行政诉讼"
    return _p(f"对本决定不服的，可以{apply}，也可以{sue}。")


def _acceptance(data: Data) -> list[Block]:
    if data.get("deemed"):
        why = f"本机关未在法定期限内告知需要补正的全部内容。根据{_LAW}第三十二条第一款第四项，该申请自"
        opening = f"{_about(data)}，{why}{zh_date(data['accepted_on'])}收到申请材料之日起视为受理。"
    else:
        papers = "主要申请材料齐全" if data.get("deferred") else "申请材料齐全"
        why = f"{papers}，符合法定形式，属于本机关职权范围。根据{_LAW}第三十二条第一款第五项"
        opening = f"{_about(data)}，经审查，{why}，本机关决定自{zh_date(data['accepted_on'])}起受理。"
    return [
        _p(opening),
        *_deferred(data.get("deferred") or []),
        _p(f"办理期限为{data['limit']}，本机关应于{zh_date(data['due_on'])}前作出决定。"),
        _p(
            "办理中依法需要听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间不计入办理期限，"
            "本机关将所需时间另行书面告知。"
        ),
    ]


def _deferred(papers: list[Data]) -> list[Block]:
    """容缺: what follows after acceptance, each with its day, as the applicant promised."""
    if not papers:
        return []
    opening = f"你（单位）承诺补交下列材料，本机关先行受理，共{len(papers)}项："
    listed = [Block("point", f"{one['name']}，{zh_date(one['by'])}前补交。") for one in papers]
    return [
        _p(opening),
        *listed,
        _p("材料补齐前，本机关不作出准予的决定或者不制发证照；逾期不补交的，本机关依法作出决定。"),
    ]


def _commitment(data: Data) -> list[Block]:
    papers, conditions = data.get("papers") or [], data.get("conditions") or []
    blocks = [_p(f"{_about(data)}，选择以告知承诺方式办理。本机关告知、你（单位）承诺如下：")]
    for opening, points in (
        ("你（单位）承诺符合下列条件", conditions),
        ("下列材料不再提交，由你（单位）承诺真实具备", papers),
    ):
        if points:
            blocks += [_p(f"{opening}，共{len(points)}项："), *(Block("point", _sentence(one)) for one in points)]
    blocks.append(_p(f"本机关在作出决定之日起{data['check_days']}个工作日内核查承诺是否属实。"))
    blocks.append(_p(_sentence(data["consequence"])))
    return [*blocks, _p("是否作出承诺由你（单位）自愿选择；不作承诺的，按一般程序提交材料办理。")]


def _non_acceptance(data: Data) -> list[Block]:
    blocks = [_p(f"{_about(data)}，经审查，{_sentence(data['reasons'])}")]
    blocks.append(_p(f"根据{_basis(data, '第三十二条')}，本机关决定不予受理。"))
    if data.get("competent_body"):
        blocks.append(_p(f"该事项由{data['competent_body']}办理，请向该机关提出申请。"))
    return [*blocks, _remedies(data)]


def _one_time_notice(data: Data) -> list[Block]:
    points = data["points"]
    law = f"根据{_LAW}第三十二条第一款第四项，现将需要补正的全部内容一次告知如下，共{len(points)}项："
    blocks = [_p(f"{_about(data)}，经审查，申请材料不齐全或者不符合法定形式。{law}")]
    blocks += [Block("point", _point(point)) for point in points]
    blocks.append(_p(f"请于{zh_date(data['supply_by'])}前按上述要求补正。全部补正后，本机关依法受理。"))
    if data.get("consequence"):
        blocks.append(_p(_sentence(data["consequence"])))
    return blocks


def _point(point: Data) -> str:
    text = f"{point['name']}：{_sentence(point['defect'])}"
    if point.get("how"):
        text += _sentence(point["how"])
    if point.get("basis"):
        text += f"（依据：{point['basis']}）"
    return text


def _extension(data: Data) -> list[Block]:
    why = str(data["reasons"]).strip().rstrip("。")
    general = f"{_LAW}第四十二条"
    own = str(data.get("basis", general))
    law = own if own.startswith(general) else f"{own}、{general}"
    return [
        _p(f"{_accepted_about(data)}。因{why}，不能在规定期限内作出决定。"),
        _p(
            f"根据{law}，经{data['approved_by']}批准，办理期限延长{data['length']}，"
            f"本机关应于{zh_date(data['due_on'])}前作出决定。现将延长的理由书面告知。"
        ),
    ]


def _pause_notice(data: Data) -> list[Block]:
    span = f"{zh_date(data['from_on'])}至{zh_date(data['until_on'])}"
    return [
        _p(f"你（单位）申请的{data['item']}（办件编号：{data['case_number']}），依法需要{data['procedure']}。"),
        _p(
            f"根据{_LAW}第四十五条，{data['procedure']}所需时间为{data['length']}（{span}），不计入办理期限，"
            f"现书面告知。扣除上述时间后，本机关应于{zh_date(data['due_on'])}前作出决定。"
        ),
        *_testing(data),
    ]


def _testing(data: Data) -> list[Block]:
    """When testing starts and by how many it is done (Administrative Licence Law art. 55)."""
    if not data.get("starts_on"):
        return []
    return [_p(f"本机关指派{data['staff']}名工作人员，于{zh_date(data['starts_on'])}开始{data['procedure']}。")]


def _grant(data: Data) -> list[Block]:
    law = f"根据{_basis(data, '第三十八条第一款')}"
    blocks = [_p(f"{_accepted_about(data)}。经审查，该申请符合法定条件、标准。")]
    blocks += [_p(text) for text in rests_on(data)]
    blocks.append(_p(f"{law}，本机关决定准予许可：{_sentence(data['granted'])}"))
    if data.get("valid_from") and data.get("valid_to"):
        blocks.append(_p(f"有效期自{zh_date(data['valid_from'])}至{zh_date(data['valid_to'])}。"))
    blocks += [Block("point", _sentence(text)) for text in data.get("conditions", ())]
    if data.get("deliver_by"):
        blocks.append(_p(f"本机关于{zh_date(data['deliver_by'])}前向你（单位）颁发、送达行政许可证件。"))
    return [*blocks, _remedies(data)]


def _refusal(data: Data) -> list[Block]:
    return [
        _p(f"{_accepted_about(data)}。经审查查明：{_sentence(data['facts'])}"),
        *(_p(text) for text in rests_on(data)),
        _p(f"本机关认为，{_sentence(data['reasons'])}"),
        _p(f"根据{_basis(data, '第三十八条第二款')}，本机关决定不予许可。"),
        _remedies(data),
    ]


def _withdrawal(data: Data) -> list[Block]:
    day = zh_date(data["withdrawn_on"])
    return [
        _p(f"{_about(data)}，你（单位）于{day}要求撤回。本机关确认，该申请自{day}起撤回，不再办理。"),
        _p("撤回不影响你（单位）以后再次提出申请。"),
    ]


def _deemed_renewal(data: Data) -> list[Block]:
    right = f"{data['certificate']}（编号：{data['certificate_number']}）"
    span = f"{zh_date(data['valid_from'])}至{zh_date(data['valid_to'])}"
    return [
        _p(
            f"{_about(data)}，申请延续{right}的有效期。该证有效期至{zh_date(data['expired_on'])}，本机关在届满前没有作出决定。"
        ),
        _p(f"根据{_LAW}第五十条第二款，该许可视为准予延续，有效期自{span}。"),
        _p("原证继续有效，查验时以本平台的记录为准。需要换发证件的，请向本机关提出。"),
    ]


def _of_certificate(data: Data) -> str:
    name, number = data["certificate"], data["certificate_number"]
    return f"{name}（编号：{number}），本机关查明：{_sentence(data['reasons'])}"


def _revocation(data: Data) -> list[Block]:
    blocks = [_p(f"关于{zh_date(data['issued_on'])}颁发给你（单位）的{_of_certificate(data)}")]
    blocks.append(_p(f"上述情形属于{data['ground']}。根据{'、'.join(data['basis'])}，本机关决定撤销该行政许可。"))
    blocks.append(_p("该证自本决定作出之日起不再有效，请将证件交回颁发机关。" + str(data.get("after", ""))))
    return [*blocks, _remedies(data)]


def _cancellation(data: Data) -> list[Block]:
    blocks = [_p(f"关于{zh_date(data['issued_on'])}颁发给你（单位）的{_of_certificate(data)}")]
    blocks.append(_p(f"上述情形属于{data['ground']}。根据{'、'.join(data['basis'])}，本机关决定注销该行政许可。"))
    return [*blocks, _remedies(data)]


_TEXTS: Mapping[str, Callable[[Data], list[Block]]] = {
    "acceptance": _acceptance,
    "non_acceptance": _non_acceptance,
    "one_time_notice": _one_time_notice,
    "extension": _extension,
    "pause_notice": _pause_notice,
    "grant": _grant,
    "refusal": _refusal,
    "commitment": _commitment,
    "withdrawal": _withdrawal,
    "deemed_renewal": _deemed_renewal,
    "revocation": _revocation,
    "cancellation": _cancellation,
}
