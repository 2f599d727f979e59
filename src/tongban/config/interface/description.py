"""The description of the interface, completed: what the gate adds to every operation stands in it too.

Pure: it takes the description that the library made of the operations and answers the whole one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

Description = dict[str, Any]
JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"
SAFE: Final = frozenset({"get", "head"})
REASONS: Final[dict[int, str]] = {
    304: "The same as the caller has (If-None-Match).",
    400: "Not readable: malformed JSON, a name twice, signs that cannot be stored.",
    401: "Neither signed in nor a valid token.",
    403: "Somebody else's to do: another post's, another person's, out of the token's scopes; the sentence says whose.",
    404: "Nothing there, or nothing that the caller may see.",
    409: "Not possible now, whatever is sent: somebody was first, the time is over, or the state does not allow it.",
    413: "Larger than allowed.",
    415: "Not the kind of content asked for.",
    422: "Something needs mending; `errors` names each field.",
    429: "Too many requests; Retry-After says when.",
    500: "A fault of ours; nothing was done.",
}
PROBLEM_SCHEMA: Final[Description] = {
    "title": "Problem",
    "description": "Why something was not done (RFC 9457). `detail` is the sentence that the pages show.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "errors"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string", "description": "Stable; the same in every language."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["name", "code", "detail"],
                "properties": {name: {"type": "string"} for name in ("name", "code", "detail")},
            },
        },
    },
}
KEY: Final[Description] = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": False,
    "schema": {"type": "string", "pattern": "^[!-~]{1,255}$"},
    "description": "The same key with the same request gives the same answer once done; with another request, 422.",
}
LANGUAGE: Final[Description] = {
    "in": "header",
    "name": "Accept-Language",
    "required": False,
    "schema": {"type": "string", "enum": ["zh", "en"]},
    "description": "The language of sentences; Chinese unless English is asked for.",
}
KNOWN: Final[Description] = {
    "in": "header",
    "name": "If-None-Match",
    "required": False,
    "schema": {"type": "string"},
    "description": "The ETag of what the caller has already.",
}
SCHEMES: Final[Description] = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token of a post: given by the administrator or the head of the body, for a purpose.",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "sessionid",
        "description": "The sign-in of the pages; what changes something sends X-CSRFToken too.",
    },
}
OPENS: Final[dict[str, list[Description]]] = {
    "Officials": [{"token": []}, {"session": []}],
    "Lines": [{"token": []}, {"session": []}],
    "Citizens": [{"session": []}],
}


def completed(description: Description, questions: frozenset[str]) -> Description:
    """The whole description; `questions` are the addresses where a repeated request is no matter."""
    parts = description["components"]
    parts["schemas"] = dict(sorted({**parts.get("schemas", {}), "Problem": PROBLEM_SCHEMA}.items()))
    parts["securitySchemes"] = SCHEMES
    parts["responses"] = {f"Answer{status}": _answer(status) for status in sorted(REASONS)}
    parts["parameters"] = {"IdempotencyKey": KEY, "Language": LANGUAGE, "Known": KNOWN}
    for address, method, operation in operations(description):
        _complete(address, method, operation, questions)
    return description


def operations(description: Description) -> Iterator[tuple[str, str, Description]]:
    """(address, method, operation) of each operation, in the order of addresses."""
    for address, methods in sorted(description["paths"].items()):
        for method, operation in methods.items():
            yield address, method, operation


def _complete(address: str, method: str, operation: Description, questions: frozenset[str]) -> None:
    opens = [name for scheme in operation.get("security", []) for name in scheme]
    named = bool(operation["parameters"])
    operation["security"] = [scheme for name in opens for scheme in OPENS.get(name, [])]
    operation["parameters"] += _parameters(method, address in questions)
    answers = operation["responses"]
    for status in _statuses(method, operation, bool(opens), named):
        answers[str(status)] = {"$ref": f"#/components/responses/Answer{status}"}
    operation["responses"] = {str(status): answers[status] for status in sorted(answers, key=str)}


def _parameters(method: str, question: bool) -> list[Description]:
    """What every request of its kind may tell in a header; a question that is posted changes nothing."""
    names = ["Language"]
    if method in SAFE:
        names.append("Known")
    elif not question:
        names.append("IdempotencyKey")
    return [{"$ref": f"#/components/parameters/{name}"} for name in names]


def _statuses(method: str, operation: Description, closed: bool, named: bool) -> set[int]:
    """The numbers that an operation can answer with, besides its own; `named`: its address or query names something."""
    found = {400, 422, 429}
    if closed:
        found |= {401, 403}
    else:
        found |= {401} if method in SAFE else {401, 403}
    if named or "requestBody" in operation:
        found.add(404)
    if method in SAFE:
        return found | {304}
    found.add(409)
    return found | ({413, 415} if "requestBody" in operation else set())


def _answer(status: int) -> Description:
    if status == 304:
        return {"description": REASONS[status]}
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": REASONS[status], "content": {PROBLEM: {"schema": schema}}}
