"""Writes down which articles a version cites when it is published, so that a change of law finds the items at once.

Derived from the content and therefore no act of its own: publication calls it, nothing else does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from tongban.powerlist.models import CitedArticle
from tongban.powerlist.rules.bases import cited


def write_cited(version_id: UUID, content: Mapping[str, Any]) -> None:
    """The places of laws that a version's content cites."""
    CitedArticle.objects.filter(version_id=version_id).delete()
    CitedArticle.objects.bulk_create(
        CitedArticle(
            version_id=version_id,
            law=one.key,
            number=one.no.number if one.no else None,
            extra=one.no.extra if one.no else 0,
            part=one.part,
        )
        for one in cited(content)
    )
