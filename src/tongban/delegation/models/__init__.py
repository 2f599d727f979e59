"""The tables of delegation, re-exported."""

from tongban.delegation.models.burden import BurdenMark
from tongban.delegation.models.cancelled import GoneLook
from tongban.delegation.models.candidates import CaseSeen, ItemTraits, ModeChoice, Voice
from tongban.delegation.models.capacity import Appraisal, Capacity, Qualification, Secondment, Training, TrainingPlan
from tongban.delegation.models.decision import Check, Decision, Handover, Line, Opinion
from tongban.delegation.models.duties import DutyLineRow, DutyList, DutySheet, DutyVersion
from tongban.delegation.models.longacts import LongAct
from tongban.delegation.models.resources import Delivery, Sheet, Use, Waiver
from tongban.delegation.models.tables import TableEdition
from tongban.delegation.models.tasks import TownshipTask

__all__ = [
    "Appraisal",
    "BurdenMark",
    "Capacity",
    "CaseSeen",
    "Check",
    "Decision",
    "Delivery",
    "DutyLineRow",
    "DutyList",
    "DutySheet",
    "DutyVersion",
    "GoneLook",
    "Handover",
    "ItemTraits",
    "Line",
    "LongAct",
    "ModeChoice",
    "Opinion",
    "Qualification",
    "Secondment",
    "Sheet",
    "TableEdition",
    "TownshipTask",
    "Training",
    "TrainingPlan",
    "Use",
    "Voice",
    "Waiver",
]
