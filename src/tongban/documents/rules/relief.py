"""What letters of social assistance (救助) say: they cite the regulation and the item's own articles, no licence law.

The same kinds of letter as for a licence, in other words: relief is applied for, verified, announced and given. Titles
and what must be said stand in `kinds`; layout is nobody's business here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from tongban.documents.rules.citing import cited
from tongban.documents.rules.dates import zh_date

Data = Mapping[str, Any]
NATURE: Final = "relief"
REGULATION: Final = "《社会救助暂行办法》"
KIND_OF: Final = {"grant": "relief_grant", "refusal": "relief_refusal"}
"""The kinds that bear another title when relief is decided."""


def _about(data: Data) -> str:
    return f"你（户）于{zh_date(data['applied_on'])}提出的{data['item']}申请（办件编号：{data['case_number']}）"


def _accepted_about(data: Data) -> str:
    accepted = zh_date(data["accepted_on"])
    return f"你（户）申请的{data['item']}（办件编号：{data['case_number']}），已于{accepted}受理"


def _closed(text: object) -> str:
    return str(text).strip().rstrip("。.；;，,") + "。"


def _acceptance(data: Data) -> list[str]:
    return [
        f"{_about(data)}，经查看，符合申请的要求。根据{REGULATION}第六十条，自{zh_date(data['accepted_on'])}起受理。",
        f"办理时限为{data['limit']}，应于{zh_date(data['due_on'])}前作出决定。依法需要在村（社区）公示的，公示期计入办理时限。",
    ]


def _non_acceptance(data: Data) -> list[str]:
    said = [f"{_about(data)}，经查看，{_closed(data['reasons'])}", f"根据{cited(data['basis'])}，决定不予受理。"]
    if data.get("competent_body"):
        said.append(f"该事项由{data['competent_body']}办理，可以直接提出，也可以由我们转办（{REGULATION}第六十条）。")
    return said


def _one_time_notice(data: Data) -> list[str]:
    points = [f"{at}．{one['name']}：{_closed(one['defect'])}" for at, one in enumerate(data["points"], start=1)]
    return [
        f"{_about(data)}，还缺下列材料，现一次告知，共{len(points)}项：",
        *points,
        f"请于{zh_date(data['supply_by'])}前补齐；能由我们查询核对的，不用您提交。家里有困难的，请告诉村（社区）或者乡镇代办。",
    ]


def _given(data: Data) -> list[str]:
    return [
        f"{_accepted_about(data)}。经核查，符合规定的条件。",
        f"根据{cited(data['basis'])}，决定同意给予{data['item']}。",
        "家庭人口、收入、财产发生变化的，请及时告知所在乡镇。",
    ]


def _not_given(data: Data) -> list[str]:
    return [
        f"{_accepted_about(data)}。经核查：{_closed(data['reasons'])}",
        f"根据{cited(data['basis'])}，决定不同意给予{data['item']}。情况发生变化的，可以再次申请。",
    ]


_TEXTS: Mapping[str, Callable[[Data], list[str]]] = {
    "acceptance": _acceptance,
    "non_acceptance": _non_acceptance,
    "one_time_notice": _one_time_notice,
    "relief_grant": _given,
    "relief_refusal": _not_given,
}


def relief_texts(kind: str, data: Data) -> list[str] | None:
    """The paragraphs of a letter of relief (`data["nature"]` says so); None for letters that need no other words."""
    text = _TEXTS.get(kind) if data.get("nature") == NATURE else None
    return text(data) if text else None


def as_relief(kind: str, data: Data) -> tuple[str, dict[str, Any]]:
    """The kind and content under which a document of a relief case is issued, from those of a licence case."""
    said = {**data, "nature": NATURE}
    if kind == "delivery_record":
        names = {"准予行政许可决定书": "同意给予救助决定书", "不予行政许可决定书": "不同意给予救助决定书"}
        said["papers"] = [{**paper, "name": names.get(paper["name"], paper["name"])} for paper in data["papers"]]
    return KIND_OF.get(kind, kind), said
