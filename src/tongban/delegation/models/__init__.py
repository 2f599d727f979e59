"""The tables of delegation, re-exported."""

from tongban.delegation.models.duties import DutyLineRow, DutyList, DutySheet, DutyVersion

__all__ = ["DutyLineRow", "DutyList", "DutySheet", "DutyVersion"]
