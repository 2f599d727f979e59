"""The reader's own choices, kept in cookies: size, colours, language.

A POST without script; nothing about the person is stored.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

YEAR = 365 * 24 * 60 * 60
# What can be chosen: name → cookie, values. The value that stands for "none chosen" is kept out of the page.
CHOICES = {
    "size": ("tongban_size", frozenset({"elder", "usual"})),
    "theme": ("tongban_theme", frozenset({"light", "dark", "device"})),
    "language": (settings.LANGUAGE_COOKIE_NAME, frozenset(code for code, _name in settings.LANGUAGES)),
}
NEUTRAL = frozenset({"usual", "device"})


def chosen(request: HttpRequest, what: str) -> str:
    """The reader's choice, or nothing: neutral, absent or unknown values all read as nothing."""
    cookie, values = CHOICES[what]
    value = request.COOKIES.get(cookie, "")
    return value if value in values - NEUTRAL else ""


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """How do I want to read? Keeps one choice and goes back to where the reader was."""
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    cookie, values = CHOICES.get(request.POST.get("what", ""), ("", frozenset()))
    value = request.POST.get("value", "")
    if value in values:
        response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response
