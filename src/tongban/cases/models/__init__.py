"""Tables of cases; re-exported so that one import path serves all."""

from tongban.cases.models.archive import Archive
from tongban.cases.models.arrangements import Commitment, Deferral, Doubt, Handover, Opinion, QuotaUse
from tongban.cases.models.bundle import Bundle, BundleMember
from tongban.cases.models.case import Case, CaseForm, CaseMaterial, CaseNumber
from tongban.cases.models.charges import Charge, ChargeChange, MoneyFile, MoneyLine
from tongban.cases.models.consent import Consent
from tongban.cases.models.draft import Draft, DraftMaterial
from tongban.cases.models.mandate import Mandate, MandateUse
from tongban.cases.models.situation import CaseCertificate
from tongban.cases.models.special import Hearing, HearingRight, Interested, Termination
from tongban.cases.models.turns import Decision, Delivery, Extension, Notice, PaperNote, Pause, Urge
from tongban.cases.models.withholding import Withholding
from tongban.cases.models.work import Task

__all__ = [
    "Archive",
    "Bundle",
    "BundleMember",
    "Case",
    "CaseCertificate",
    "CaseForm",
    "CaseMaterial",
    "CaseNumber",
    "Charge",
    "ChargeChange",
    "Commitment",
    "Consent",
    "Decision",
    "Deferral",
    "Delivery",
    "Doubt",
    "Draft",
    "DraftMaterial",
    "Extension",
    "Handover",
    "Hearing",
    "HearingRight",
    "Interested",
    "Mandate",
    "MandateUse",
    "MoneyFile",
    "MoneyLine",
    "Notice",
    "Opinion",
    "PaperNote",
    "Pause",
    "QuotaUse",
    "Task",
    "Termination",
    "Urge",
    "Withholding",
]
