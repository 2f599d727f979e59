"""Parties: the persons and firms that apply. What identifies them is sealed; only blind indexes can be searched.

Sealing itself is in `rules.sealing`; here the keys of this installation are read and rows are opened and closed.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import connection, models
from django.db.models import Q

from tongban.agencies.rules.identity import PartyFacts
from tongban.agencies.rules.sealing import Keyring, parse_keys
from tongban.kernel.ids import uuid7


@lru_cache(maxsize=8)
def _keyring(key_encryption_keys: str, index_keys: str) -> Keyring:
    return Keyring(parse_keys(key_encryption_keys), parse_keys(index_keys))


def keyring() -> Keyring:
    """The keys of this installation, as the settings hold them."""
    return _keyring(settings.TONGBAN_KEK, settings.TONGBAN_INDEX_KEY)


_SAME: Final = "SELECT id FROM agencies_party WHERE index_key_id = %s AND id_bidx = %s"


class PartyQuerySet(models.QuerySet["Party"]):
    """How parties are read: by id with their keys, or exactly by identity number."""

    def opened(self, ids: Iterable[UUID]) -> list[Party]:
        """Parties with their wrapped keys, in one statement."""
        return list(self.filter(id__in=list(ids)).select_related("held_key"))

    def same_identity(self, id_number: str) -> Party | None:
        """The party registered with this identity number, whichever index key it was written with."""
        with connection.cursor() as cursor:
            for key_id, index in keyring().all_indexes("id", id_number):
                cursor.execute(_SAME, [key_id, index])
                row = cursor.fetchone()
                if row is not None:
                    return self.opened([row[0]])[0]
        return None


class Party(models.Model):
    """A natural person or a firm; erased parties keep their random id and nothing else."""

    class Kind(models.TextChoices):
        PERSON = "person"
        FIRM = "firm"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    sealed = models.BinaryField()
    key_id = models.CharField(max_length=16)
    id_bidx = models.BinaryField(null=True)
    phone_bidx = models.BinaryField(null=True)
    name_bidx = models.BinaryField(null=True)
    index_key_id = models.CharField(max_length=16)
    seq = models.IntegerField()

    objects = PartyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["person", "firm"]), name="party_kind"),
            models.UniqueConstraint(fields=["index_key_id", "id_bidx"], name="party_identity_once"),
        ]
        indexes = [
            models.Index(fields=["index_key_id", "phone_bidx"], name="party_by_phone"),
            models.Index(fields=["index_key_id", "name_bidx"], name="party_by_name"),
        ]

    def facts(self) -> PartyFacts | None:
        """The opened facts, or None when the party was erased; the row must have been read with `opened`."""
        held = getattr(self, "held_key", None)
        if held is None or not self.sealed:
            return None
        return keyring().open(self.id, self.key_id, bytes(held.wrapped), bytes(self.sealed))


class PartyKey(models.Model):
    """The party's own data key, wrapped; deleting this row erases the person everywhere."""

    party = models.OneToOneField(Party, models.PROTECT, primary_key=True, related_name="held_key")
    wrapped = models.BinaryField()
