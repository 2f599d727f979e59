"""The acts of the agencies, re-exported so that `agencies.actions.register_party` is one name."""

from tongban.agencies.actions.accounts import offer_demo_role, open_citizen_account, reset_access
from tongban.agencies.actions.bodies import (
    close_window,
    create_body,
    create_division,
    open_centre,
    open_window,
    rename_body,
    staff_window,
)
from tongban.agencies.actions.calendar import amend_calendar, publish_calendar
from tongban.agencies.actions.ending import end_body
from tongban.agencies.actions.parties import correct_party, erase_party, register_party
from tongban.agencies.actions.places import end_place, import_places, rename_place, set_up_place
from tongban.agencies.actions.posts import (
    appoint,
    create_post,
    end_absence,
    end_appointment,
    record_absence,
    register_official,
)

__all__ = [
    "amend_calendar",
    "appoint",
    "close_window",
    "correct_party",
    "create_body",
    "create_division",
    "create_post",
    "end_absence",
    "end_appointment",
    "end_body",
    "end_place",
    "erase_party",
    "import_places",
    "offer_demo_role",
    "open_centre",
    "open_citizen_account",
    "open_window",
    "publish_calendar",
    "record_absence",
    "register_official",
    "register_party",
    "rename_body",
    "rename_place",
    "reset_access",
    "set_up_place",
    "staff_window",
]
