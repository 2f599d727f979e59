"""The tables of delegation, re-exported."""

from tongban.delegation.models.candidates import CaseSeen, ItemTraits, ModeChoice, Voice
from tongban.delegation.models.duties import DutyLineRow, DutyList, DutySheet, DutyVersion
from tongban.delegation.models.tables import TableEdition

__all__ = [
    "CaseSeen",
    "ItemTraits",
    "ModeChoice",
    "TableEdition",
    "Voice",
    "DutyLineRow",
    "DutyList",
    "DutySheet",
    "DutyVersion",
]
