"""What others read of the agencies, re-exported so that `agencies.queries.who_acts` is one name."""

from tongban.agencies.models.refs import BodyRef, PartyCard, PostRef
from tongban.agencies.queries.accounts import (
    account_of_official,
    demo_offers,
    demo_user,
    official_of_user,
    start_problems,
)
from tongban.agencies.queries.bodies import bodies, bodies_by_id, body_by_key, division, divisions
from tongban.agencies.queries.directory import body_keyed, body_named, forget_directory, post_with
from tongban.agencies.queries.finding import log_search, parties_typed
from tongban.agencies.queries.parties import (
    accesses_of,
    party_by_id_number,
    party_cards,
    party_facts,
    reveal_party,
    seal,
    sealing_key,
    unseal,
)
from tongban.agencies.queries.posts import (
    actor_of,
    as_actor,
    hands_of,
    official_names,
    post_for,
    posts,
    posts_of,
    posts_of_body,
    who_acts,
)
from tongban.agencies.queries.workdays import calendar, calendar_version, forget_calendar

__all__ = [
    "BodyRef",
    "PartyCard",
    "PostRef",
    "accesses_of",
    "account_of_official",
    "actor_of",
    "as_actor",
    "bodies",
    "bodies_by_id",
    "body_keyed",
    "body_named",
    "body_by_key",
    "calendar",
    "calendar_version",
    "demo_offers",
    "demo_user",
    "division",
    "divisions",
    "forget_calendar",
    "forget_directory",
    "hands_of",
    "log_search",
    "official_names",
    "official_of_user",
    "parties_typed",
    "party_by_id_number",
    "party_cards",
    "party_facts",
    "post_for",
    "post_with",
    "posts",
    "posts_of",
    "posts_of_body",
    "reveal_party",
    "seal",
    "sealing_key",
    "start_problems",
    "unseal",
    "who_acts",
]
