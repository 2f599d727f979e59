"""Tables of cases; re-exported so that one import path serves all."""

from tongban.cases.models.arrangements import Commitment, Deferral, Doubt, Handover, Opinion, QuotaUse
from tongban.cases.models.case import Case, CaseForm, CaseMaterial, CaseNumber
from tongban.cases.models.draft import Draft, DraftMaterial
from tongban.cases.models.turns import Decision, Delivery, Extension, Notice, Pause, Urge
from tongban.cases.models.work import Task

__all__ = [
    "Case",
    "CaseForm",
    "CaseMaterial",
    "CaseNumber",
    "Decision",
    "Delivery",
    "Draft",
    "Commitment",
    "DraftMaterial",
    "Deferral",
    "Extension",
    "Doubt",
    "Notice",
    "Pause",
    "Task",
    "Urge",
]
    "Opinion",
