"""The tables of the agencies, re-exported so that `agencies.Body` is one name."""

from tongban.agencies.models.access import AccessLog
from tongban.agencies.models.accounts import DemoRole, User
from tongban.agencies.models.bodies import Body, BodyName, Centre, Division, DivisionName, Window
from tongban.agencies.models.calendar import CalendarDay, CalendarVersion
from tongban.agencies.models.parties import Party, PartyKey
from tongban.agencies.models.posts import Absence, Official, Post, PostHolding
from tongban.agencies.models.tokens import KeptAnswer, Token, TokenUse
from tongban.agencies.models.units import Unit, UnitPart

__all__ = [
    "Absence",
    "AccessLog",
    "Body",
    "BodyName",
    "CalendarDay",
    "CalendarVersion",
    "Centre",
    "DemoRole",
    "Division",
    "DivisionName",
    "KeptAnswer",
    "Official",
    "Party",
    "PartyKey",
    "Post",
    "PostHolding",
    "Token",
    "TokenUse",
    "Unit",
    "UnitPart",
    "User",
    "Window",
]
