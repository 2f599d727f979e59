"""docs/api as it is generated from the description: a page to read, and the description itself. Pure."""

from __future__ import annotations

import json
from typing import Any

from tongban.config.interface.description import operations

HEAD = """# The interface for other systems

Everything that the pages do, as JSON. This page is generated (`./tongban manage api_page`) from the description that an
installation serves at `/api/v1/openapi.json`; beside it lies that description, [openapi.json](openapi.json).

- **Who asks.** An official's system sends a token of a post: `Authorization: Bearer tb1_…`. The administrator or the
  head of the body gives it on the page `/tokens/`, for one purpose, within the duties of the post, until a day; the
  secret is shown once. What it does stands in the ledger under whoever acts in the post, with the channel `api`; what
  it reads of a person is logged with its purpose. Applicants use their own sign-in (and send `X-CSRFToken` when they
  change something): nobody hands their person to a program.
- **Words.** Sentences are Chinese, or English with `Accept-Language: en`; codes never change.
- **Again.** What changes something may be sent again with the same `Idempotency-Key`: it is done once and the same
  answer comes again, for 24 hours. The same key with another request is refused (`key_reused`). A refusal keeps
  nothing.
- **Lists** are read by key: give `after` back as it came; `null` is the end.
- **Reads** bear an `ETag`; `If-None-Match` saves the second copy.
- **Refusals** are `application/problem+json`: `detail` is the sentence of the page, `errors` names each field.
"""
DOORS = {"token": "token or sign-in", "session": "applicant's sign-in"}


def handbook(description: dict[str, Any]) -> dict[str, str]:
    """The files of docs/api by name."""
    whole = json.dumps(description, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return {"README.md": _page(description), "openapi.json": whole}


def _page(description: dict[str, Any]) -> str:
    groups: dict[str, list[str]] = {}
    for address, method, operation in operations(description):
        opens = [name for scheme in operation["security"] for name in scheme]
        door = DOORS[opens[0]] if opens else "everybody"
        zh, _dot, en = operation["summary"].partition(" · ")
        line = f"| `{method.upper()} {address}` | {zh} | {en} | {door} |"
        groups.setdefault(operation["tags"][0], []).append(line)
    parts = [HEAD]
    for tag in sorted(groups):
        parts.append(
            "\n".join([f"## {tag}", "", "| address | 中文 | what it does | who |", "|---|---|---|---|", *groups[tag]])
        )
    return "\n".join(f"{part}\n" for part in parts)
