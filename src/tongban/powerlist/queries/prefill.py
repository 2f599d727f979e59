"""What certificates could fill in: the answers that lead to each kind of certificate of the list."""

from __future__ import annotations

from django.utils import timezone

from tongban.powerlist.queries.versions import in_force, version_ref


def certificate_fields() -> dict[str, tuple[str, str]]:
    """`certificate.KIND.KEY` in words, for every kind of certificate that an item in force issues."""
    found: dict[str, tuple[str, str]] = {}
    rows = in_force(timezone.localdate()).filter(content__result__certificate__isnull=False)
    for row in rows.exclude(content__result__certificate=None).order_by("item__code"):
        content = version_ref(row).content
        wanted = content.result.certificate if content.result is not None else None
        if wanted is None:
            continue
        zh, en = wanted.title.zh, wanted.title.en
        found.setdefault(f"certificate.{wanted.kind}.number", (f"{zh}的编号", f"{en}: its number"))
        for field in content.fields():
            if field.key in wanted.fields:
                words = (f"{zh}的“{field.label.zh}”", f"{en}: “{field.label.en or field.label.zh}”")
                found.setdefault(f"certificate.{wanted.kind}.{field.key}", words)
    return found
