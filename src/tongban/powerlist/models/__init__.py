"""The tables of the list, all under one name."""

from tongban.powerlist.models.clearing import (
    ItemTag,
    Overlap,
    OverlapStep,
    Practice,
    Round,
    RoundLine,
    RoundVote,
)
from tongban.powerlist.models.docket import Adjustment, ListEdition
from tongban.powerlist.models.increase import AskedPaper, Comparison, Increase, IncreaseStep
from tongban.powerlist.models.items import (
    CitedArticle,
    Conferral,
    ImportPreview,
    Item,
    ItemVersion,
    PowerHolding,
    Provider,
    SearchMiss,
    SearchTerm,
)

__all__ = [
    "Adjustment",
    "AskedPaper",
    "CitedArticle",
    "Conferral",
    "Comparison",
    "ImportPreview",
    "Increase",
    "IncreaseStep",
    "Item",
    "ItemTag",
    "ItemVersion",
    "ListEdition",
    "Overlap",
    "OverlapStep",
    "PowerHolding",
    "Practice",
    "Provider",
    "Round",
    "RoundLine",
    "RoundVote",
    "SearchMiss",
    "SearchTerm",
]
