"""Finding parties by what is typed: an identity number, a credit code or a whole name, by blind index only.

The caller says which of them it will show, by `log_search`; showing without that entry is not done.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from tongban.agencies.models import Party
from tongban.agencies.models.access import write_access
from tongban.agencies.models.parties import keyring
from tongban.kernel.actor import Actor

MOST_FOUND: Final = 20
LONGEST: Final = 60


def parties_typed(text: str) -> list[UUID]:
    """Parties whose identity number or whole name is exactly what was typed; parts of either find nobody.

    At most one more than `MOST_FOUND`, by which a caller sees that there are others. One statement. Nothing is opened.
    """
    plain = text.strip()
    if not plain or len(plain) > LONGEST:
        return []
    wanted = Q(pk__in=[])
    for what, column in (("id", "id_bidx"), ("name", "name_bidx")):
        for key_id, index in keyring().all_indexes(what, plain):
            wanted |= Q(**{"index_key_id": key_id, column: index})
    return list(Party.objects.filter(wanted).order_by("pk").values_list("pk", flat=True)[: MOST_FOUND + 1])


def parties_phoned(phone: str, name: str = "") -> list[UUID]:
    """Parties registered with a phone, and with the name where one is given; by blind index, the newest first."""
    wanted = Q(pk__in=[])
    names = dict(keyring().all_indexes("name", name))
    for key_id, index in keyring().all_indexes("phone", phone):
        same = Q(index_key_id=key_id, phone_bidx=index)
        wanted |= same & Q(name_bidx=names.get(key_id)) if name else same
    return list(Party.objects.filter(wanted).order_by("-pk").values_list("pk", flat=True)[:MOST_FOUND])


def log_search(found: Collection[UUID], *, by: Actor, at: datetime) -> None:
    """Writes, before anything is shown, that these persons were found by their number or name; on its own connection.

    If it cannot be written, it raises and nothing may be shown.
    """
    write_access(party_ids=found, by=by, at=at, fields=["name"], purpose="search", case_ref="", reason="")
