"""The tables of the hotline."""

from tongban.hotline.models.directory import DirectoryLine
from tongban.hotline.models.grid import GridCall, GridEvent
from tongban.hotline.models.mediation import Mediation, MediationSession, MediationSide
from tongban.hotline.models.news import OrderNews
from tongban.hotline.models.orders import Order, OrderContact, OrderNode, OrderNumber
from tongban.hotline.models.police import PoliceMark, PoliceMatter, PoliceMessage
from tongban.hotline.models.topics import PublicAnswer, Topic, TopicOrder, TopicTask
from tongban.hotline.models.turns import (
    OrderCallback,
    OrderExclusion,
    OrderExtension,
    OrderFinding,
    OrderReply,
    OrderReturn,
    OrderSupervision,
)
from tongban.hotline.models.whistles import Whistle, WhistleCall

__all__ = [
    "DirectoryLine",
    "GridCall",
    "GridEvent",
    "Mediation",
    "MediationSession",
    "MediationSide",
    "Order",
    "OrderCallback",
    "OrderContact",
    "OrderExclusion",
    "OrderExtension",
    "OrderFinding",
    "OrderNews",
    "OrderNode",
    "OrderNumber",
    "OrderReply",
    "OrderReturn",
    "OrderSupervision",
    "PublicAnswer",
    "Topic",
    "TopicOrder",
    "TopicTask",
    "PoliceMark",
    "PoliceMatter",
    "PoliceMessage",
    "Whistle",
    "WhistleCall",
]
