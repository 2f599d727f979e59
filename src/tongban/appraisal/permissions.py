"""Who files appraisal plans, opens periods, marks bodies, and who reads what. Pure."""

from __future__ import annotations

from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal

NOT_STAFF = Refusal(
    "not_appraisal",
    "考核由县级部门、乡镇负责人和清单管理岗使用。",
    "Appraisal is for heads of county bodies and townships and for the list office.",
)


def may_file(by: Actor, kind: str) -> Refusal | None:
    """The head of a county department files its plan; `kind` is that of the actor's body."""
    if by.has("lead") and kind == "department":
        return None
    return Refusal(
        "not_filing", "考核计划由县级部门负责人报送备案。", "Plans are filed by the head of a county department."
    )


def may_open(by: Actor, government: UUID | None) -> Refusal | None:
    """The county's list office or head opens a period."""
    if oversees(by, government) or by.kind is ActorKind.SYSTEM:
        return None
    return Refusal(
        "not_opening",
        "双向考核评议由县政府的清单管理岗或者县长组织。",
        "Two-way appraisal is opened by the county government: its list office or its head.",
    )


def may_mark(by: Actor, kind: str) -> Refusal | None:
    """The head of a township marks."""
    if by.kind is ActorKind.OFFICIAL and by.has("lead") and kind == "township":
        return None
    return Refusal("not_marking", "评议由乡镇负责人打分。", "Marks are given by the head of a township.")


def oversees(by: Actor, government: UUID | None) -> bool:
    """Whether the actor is the county's list office or head: sees all plans and all scores, no single mark."""
    return government is not None and by.body_id == government and (by.has("manage_list") or by.has("lead"))


def may_read(by: Actor, government: UUID | None) -> Refusal | None:
    """Heads of bodies and the list office come to the pages of appraisal."""
    if by.kind is ActorKind.OFFICIAL and by.body_id is not None and (by.has("lead") or oversees(by, government)):
        return None
    return NOT_STAFF


def may_see_score(by: Actor, body: UUID, government: UUID | None) -> bool:
    """The body's own head and the county government read a body's score."""
    return oversees(by, government) or (by.body_id == body and by.has("lead"))
