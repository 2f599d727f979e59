"""What the documents of a case say: their non-personal content, taken from the case, the item and the clock.

Names of persons are not here; whoever prints adds the addressee. Layout and official wording belong to `documents`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from tongban.cases.actions.step import Step
from tongban.cases.queries.clock import ExtensionTerms
from tongban.cases.queries.limits import ZONE
from tongban.cases.rules import PAUSE_KINDS, Gate
from tongban.documents.queries.remedies import remedies_against
from tongban.kernel.clock.words import amount
from tongban.powerlist.queries import clock_limit
from tongban.powerlist.rules.content import ItemContent, ItemLimit
from tongban.rulebook.lookup import rule


def day(at: datetime | None) -> str:
    """The local date of a moment as ISO text; empty for none."""
    return at.astimezone(ZONE).date().isoformat() if at else ""


def paper_head(step: Step) -> dict[str, Any]:
    """What every paper of a case names: item, number, day of the application."""
    return {"item": step.ref.content.name.zh, "case_number": step.view.number, "applied_on": day(step.view.received_at)}


def accepted_head(step: Step) -> dict[str, Any]:
    """The same with the day of acceptance."""
    return {**paper_head(step), "accepted_on": day(step.view.counted_from)}


def deciding_limit(content: ItemContent) -> ItemLimit | None:
    """The limit a person is told: the promise where there is one, else the law's."""
    return content.limit("whole_promised") or content.limit("whole_statutory")


def remedies_of(step: Step) -> dict[str, Any]:
    """Where to ask for reconsideration and to sue against this body's decision, and which comes first.

    The authority follows from the body that answers for it: who decides, or who entrusted the deciding
    (Reconsideration Law arts. 19, 24, 27); what the item names stands in only where the body's line is not set. The
    item's own law may ask for reconsideration first (art. 23 no. 5).
    """
    on = step.at.astimezone(ZONE).date()
    found, named = remedies_against(step.view.in_name_of, act="licence", on=on), step.ref.content.remedies
    if named is None:
        return found
    return {
        "reconsideration_body": found["reconsideration_body"] or named.reconsideration_body.zh,
        "court": found["court"] or named.court.zh,
        "reconsideration_first": found["reconsideration_first"] or named.reconsideration_first,
    }


def name_of(content: ItemContent, key: str) -> str:
    """The name of a material or form field by its key, as the guide gives it."""
    material = content.material(key)
    if material is not None:
        return material.name.zh
    return next((field.label.zh for field in content.fields() if field.key == key), key)


def acceptance_paper(step: Step) -> dict[str, Any]:
    """受理通知书: accepted on, the limit in words, until when the decision is due."""
    limit = deciding_limit(step.ref.content)
    due = step.columns.get("promised_due_at") or step.columns.get("due_at")
    words = amount(limit.length, clock_limit(limit).unit, "zh").replace(" ", "") if limit else ""
    return {**paper_head(step), "accepted_on": day(step.columns["counted_from"]), "limit": words, "due_on": day(due)}


def notice_paper(step: Step, points: Sequence[Any]) -> dict[str, Any]:
    """补正材料一次性告知书: each point with what is wrong, and until when to supply it."""
    content = step.ref.content
    words = {"missing": "没有提交", "wrong": "不符合要求"}
    listed = []
    for point in points:
        material = content.material(point.key)
        basis = material.basis if material else ""
        defect = f"{words.get(point.state, '')}。{point.reason}" if point.reason else words.get(point.state, "")
        listed.append({"name": name_of(content, point.key), "defect": defect, "basis": basis})
    days = int(str(rule("correction.supply_days", step.at.astimezone(ZONE).date()).value))
    return {
        **paper_head(step),
        "points": listed,
        "supply_by": (step.at.astimezone(ZONE).date() + timedelta(days=days)).isoformat(),
    }


def non_acceptance_paper(step: Step, reasons: str, right_body: str) -> dict[str, Any]:
    """不予受理通知书: reasons, the right body, remedies."""
    return {
        **paper_head(step),
        "reasons": reasons,
        "basis": basis_of(step.ref.content)[:1],
        "competent_body": right_body,
        "remedies": remedies_of(step),
    }


def basis_of(content: ItemContent) -> list[str]:
    """The item's own articles as `《…》第三十五条`, each once: an item may quote two sentences of one article."""
    return list(dict.fromkeys(f"《{one.law}》{one.article}" for one in content.legal_basis))


def decision_paper(step: Step, decision: str, reasons: str, basis: Sequence[str], gate: Gate) -> dict[str, Any]:
    """准予 or 不予行政许可决定书; `gate` names the hearing record it rests on and how many third parties were heard."""
    content = step.ref.content
    heard: dict[str, Any] = {"hearing_record": gate.record} if gate.record else {}
    if gate.statements:
        heard["statements"] = gate.statements
    common = {
        **accepted_head(step),
        "basis": list(basis) or basis_of(content),
        "remedies": remedies_of(step),
        **heard,
    }
    if decision == "grant":
        return {**common, "granted": content.result.name.zh if content.result else content.name.zh}
    return {**common, "facts": "申请材料和有关部门的审查意见表明，申请不符合规定的条件", "reasons": reasons}


def delivery_paper(step: Step, method: str) -> dict[str, Any]:
    """送达回证: which papers, how, when."""
    content = step.ref.content
    granted = step.view.decision == "grant"
    papers = [{"name": "准予行政许可决定书" if granted else "不予行政许可决定书"}]
    if granted and content.result is not None and content.result.certificate is not None:
        papers.append({"name": content.result.certificate.title.zh})
    ways = {"window": "窗口领取", "post": "邮寄", "online": "电子送达"}
    return {**paper_head(step), "papers": papers, "way": ways[method], "delivered_on": day(step.at)}


def pause_paper(
    step: Step, kind: str, until: date, due: datetime | None, starts_on: date | None = None, staff: int = 0
) -> dict[str, Any]:
    """不计入期限告知书: the special procedure, how long it takes and when the decision is then due.

    For testing also when it starts and how many do it.
    """
    start, end = step.at.astimezone(ZONE).date(), until
    testing = {"starts_on": starts_on.isoformat(), "staff": staff} if starts_on else {}
    return {
        **testing,
        **paper_head(step),
        "procedure": PAUSE_KINDS[kind][0],
        "length": f"{max((end - start).days, 1)}日",
        "from_on": start.isoformat(),
        "until_on": end.isoformat(),
        "due_on": day(due),
    }


def extension_paper(
    step: Step, terms: ExtensionTerms, length: int, reason: str, due: datetime | None
) -> dict[str, Any]:
    """延长办理期限告知书: by whom it was approved and under which article, beside the reason."""
    return {
        **accepted_head(step),
        "length": amount(length, terms.unit, "zh").replace(" ", ""),
        "reasons": reason,
        "approved_by": "本级人民政府负责人" if terms.joint else "本机关负责人",
        "basis": terms.source,
        "due_on": day(due),
    }


def withdrawal_paper(step: Step) -> dict[str, Any]:
    """撤回申请确认书."""
    return {**paper_head(step), "withdrawn_on": day(step.at)}


def slip_paper(
    content: ItemContent,
    *,
    number: str,
    at: datetime,
    answer_by: datetime | None,
    materials: Sequence[str],
    held: Mapping[str, bool],
    window: str,
    url: str,
) -> dict[str, Any]:
    """收件凭证: what was received, until when acceptance is answered; the QR leads to the status page."""
    listed = [
        {"name": name_of(content, key), "form": "电子", "note": "免提交，平台调取" if held.get(key) else ""}
        for key in materials
    ]
    return {
        "item": content.name.zh,
        "case_number": number,
        "received_on": day(at),
        "told_by": day(answer_by),
        "materials": listed,
        "received_at": window,
        "url": url,
    }
