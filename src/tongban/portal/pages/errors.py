"""Pages for what went wrong: what happened, what was kept, what to do now.

They need no database, and the page for our own faults needs nothing at all.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from tongban.kernel.refusals import Refusal, Refused

log = logging.getLogger(__name__)
LONGEST_WAY_BACK = 500
# Letters and digits that nobody mishears on the telephone.
REFERENCE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def _page(request: HttpRequest, name: str, status: int, **context: object) -> HttpResponse:
    return render(request, f"portal/errors/{name}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was wrong with what I sent?"""
    return _page(request, "400", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Why may I not see this, and who may? Whoever is not signed in (or no longer) signs in first and comes back."""
    if not getattr(getattr(request, "user", None), "is_authenticated", False):
        # A redirect to a very long address is refused by the framework; such a query is not worth coming back to.
        where = request.get_full_path()
        return redirect_to_login(where if len(where) <= LONGEST_WAY_BACK else "/")
    reason = exception.args[0] if exception is not None and exception.args else None
    return _page(request, "403", 403, reason=reason if isinstance(reason, Refusal) else None)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Where else may it be?"""
    return _page(request, "404", 404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Why was my form not taken?"""
    return _page(request, "403_csrf", 403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Was anything lost, and whom do I tell? The reference stands in the log beside the fault."""
    reference = "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(4))
    log.error("page fault, reference %s", reference)
    english = (get_language() or settings.LANGUAGE_CODE).startswith("en")
    # No request goes to the template: context processors may be what failed.
    words = {"reference": reference, "english": english}
    return HttpResponse(render_to_string("portal/errors/500.html", words), status=500)


class RefusedPages:
    """Middleware: an act that stops with `Refused`, caught by nobody, becomes a page with its sentence (409).

    An address that only takes a form, opened after signing in anew or typed by hand, becomes one too (405).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = _page(request, "405", 405)
        page["Allow"] = response["Allow"]
        return page

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Only refusals; every other fault is ours and goes to the 500 page."""
        if not isinstance(exception, Refused):
            return None
        return _page(request, "409", 409, refusal=exception.refusal)
