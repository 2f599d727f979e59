"""减事项 in the county: a list that was announced as 30 % shorter, what it really asks, and a first explanation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final

from tongban.agencies.queries import actor_of
from tongban.kernel.actor import SYSTEM
from tongban.powerlist.actions.increase import compare_lists, explain_increase
from tongban.powerlist.actions.items import cancel_item, create_item, publish_version, save_draft_version
from tongban.powerlist.queries import published_item
from tongban.powerlist.queries.increase import Asked, increases
from tongban.powerlist.rules.content import content_json
from tongban.simulation.actions.bodies import County
from tongban.simulation.actions.clearing import entries_before

Content = dict[str, Any]
LISTED_BEFORE: Final = timedelta(days=10)
COMPARED_BEFORE: Final = timedelta(days=2)
ANNOUNCED: Final = 30
LIKE: Final = "QH-ZN-050"
OLD_MARKET, NEW_MARKET = "QH-ZN-181", "QH-ZN-182"
BASIS: Final = "青政办发〔2026〕7号"
RULE: Final = {"law": "二手车流通管理办法", "article": "第三十三条", "text": ""}
WORDS: Final = (
    "新版药品经营质量管理规范施行后，检查时要看药师的社会保险缴纳情况，所以列进了材料。能否改为部门自查，正在核实。"
)


def _paper(key: str, zh: str, en: str) -> Content:
    return {"key": key, "name": {"zh": zh, "en": en}, "kind": "other", "form": "original", "copies": 1,
            "necessity": "must", "situation": None, "source": "applicant", "issuer": "", "basis": "", "held": "",
            "note": {"zh": "", "en": ""}, "standard": {"zh": "", "en": ""}, "sample": ""}  # fmt: skip


def _days(content: Content, days: int) -> None:
    next(one for one in content["limits"] if one["key"] == "whole_promised")["length"] = days


def _druggist(content: Content) -> None:
    """Four days less, one proof more."""
    _days(content, 8)
    content["materials"].append(_paper("m_insured", "执业药师社会保险缴纳证明", "Proof of the pharmacist's insurance"))


def _pesticide(content: Content) -> None:
    """Three days less, one paid report more."""
    _days(content, 7)
    content["materials"].append(_paper("m_safety", "第三方安全评价报告", "Safety assessment by a third party"))


def _land(content: Content) -> None:
    """Another procedure first."""
    content["conditions"].append(
        {"zh": "已取得乡镇人民政府用地初审意见", "en": "The township's first opinion on the land."}
    )


def _animals(content: Content) -> None:
    """An honest cut: quicker, and the licence is not asked for."""
    _days(content, 5)
    content["materials"] = [one for one in content["materials"] if one["name"]["zh"] != "营业执照"]


CHANGES: Final[dict[str, Callable[[Content], None]]] = {
    LIKE: _druggist, "QH-ZN-029": _pesticide, "QH-ZN-063": _land, "QH-ZN-028": _animals,
}  # fmt: skip


def list_before(*, at: datetime, valid_from: date) -> None:
    """An approval that the county will cut, and a power that two bureaus hold; entered when the county is founded."""
    _market(OLD_MARKET, "二手车交易市场开办许可", "Licence to open a used-car market", "01", valid_from, at)
    entries_before(at=at, valid_from=valid_from)


def _market(code: str, zh: str, en: str, kind: str, valid_from: date, at: datetime) -> None:
    content = _now(LIKE) | {
        "name": {"zh": zh, "en": en}, "aliases": [], "life_events": [], "local_code": code, "item_type": kind,
        "legal_basis": [RULE], "need_questions": [], "faq": [], "topics": [],
        "summary": {"zh": f"{zh}在县市场监督管理局办。", "en": f"{en}: the market bureau handles it."},
        "who": {"zh": "在青禾县开办二手车交易市场的企业", "en": "Firms that open a used-car market in Qinghe"},
        "conditions": [{"zh": "有与交易规模相适应的场地", "en": "Enough room for the trade."}],
        "materials": [_paper("m_form", "申请表", "Form"), _paper("m_site", "场地证明", "Proof of the premises"),
                      _paper("m_rules", "市场管理制度", "Rules of the market")],
    }  # fmt: skip
    item = create_item(code=code, by=SYSTEM, at=at)
    made = save_draft_version(item_id=item, content=content, flow="", by=SYSTEM, at=at)
    publish_version(version_id=made, valid_from=valid_from, by=SYSTEM, at=at)


def _now(code: str) -> Content:
    item = published_item(code)
    if item.version is None:
        raise ValueError(f"{code} is published in the county")
    value: Content = content_json(item.version.content)
    return value


def build_cuts(county: County, *, founded: datetime, until: datetime) -> int:
    """Publishes the shorter list, compares it with the one before, and has one finding explained; how many it found."""
    at = until - LISTED_BEFORE
    for code, change in CHANGES.items():
        content = _now(code)
        change(content)
        item = published_item(code).id
        made = save_draft_version(item_id=item, content=content, flow="", by=SYSTEM, at=at)
        publish_version(version_id=made, valid_from=at.date(), by=SYSTEM, at=at)
    cancel_item(item_id=published_item(OLD_MARKET).id, since=at.date(), basis_doc=BASIS, by=SYSTEM, at=at)
    _market(NEW_MARKET, "二手车交易市场备案", "Filing of a used-car market", "10", at.date(), at)
    told = until - COMPARED_BEFORE
    compare_lists(old_on=founded.date(), new_on=at.date(), claimed=ANNOUNCED, cut=("营业执照",), by=SYSTEM, at=told)
    found = increases(Asked())
    mine = found.filter(new_codes=[LIKE]).first()
    if mine is not None:
        head = actor_of(county.holders["market_decide"][0], county.posts["market_decide"], until)
        explain_increase(increase_id=mine.pk, words=WORDS, by=head, at=told + timedelta(days=1))
    return found.count()
