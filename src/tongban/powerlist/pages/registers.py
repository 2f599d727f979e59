"""The registers of providers: the public page with an order anybody can draw again, and the list office's page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from tongban.kernel.refusals import Refused
from tongban.powerlist.actions.providers import list_provider, unlist_provider
from tongban.powerlist.forms.providers import ProviderForm
from tongban.powerlist.pages.office.entry import for_office, office_of, tongue
from tongban.powerlist.queries.providers import drawn_register, register_lines
from tongban.powerlist.rules.providers import ENDINGS, REGISTERS, SHOWN_DIGITS, in_force


def _name(register: str) -> str:
    if register not in REGISTERS:
        raise Http404
    return REGISTERS[register][tongue() == "en"]


def _number(request: HttpRequest, usual: str) -> str:
    """The drawing number asked about; what is no such number is not looked at."""
    typed = request.GET.get("number", "").strip().lower()[:SHOWN_DIGITS]
    return typed if typed.isascii() and typed.isalnum() else usual


@require_safe
def public_register(request: HttpRequest, register: str) -> HttpResponse:
    """Who is on this register, and how does the order come about in which I am shown them?"""
    today = timezone.localdate()
    number = _number(request, today.isoformat().replace("-", ""))
    found = drawn_register(register, number=number, on=today) if _name(register) else None
    context = {"name": _name(register), "register": register, "found": found, "english": tongue() == "en"}
    return render(request, "powerlist/register.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_office
def office_register(request: HttpRequest, register: str) -> HttpResponse:
    """Who is on this register, who joins it, who leaves it and why?"""
    name, sent = _name(register), request.method == "POST"
    leaving = sent and "provider" in request.POST
    form = ProviderForm(request.POST if sent and not leaving else None)
    context: dict[str, Any] = {"name": name, "register": register, "form": form, "english": tongue() == "en"}
    if leaving or (sent and form.is_valid()):
        try:
            _leave(request) if leaving else _join(request, register, form)
            return HttpResponseRedirect(reverse("powerlist:office_register", args=[register]))
        except Refused as refused:
            context["refused"] = refused.refusal
    today = timezone.localdate()
    lines = register_lines(register)
    context["listed"] = [one for one in lines if in_force(one.listed_from, one.listed_to, today)]
    context["others"] = [(one, ENDINGS.get(one.ending, ("", ""))[tongue() == "en"])
                         for one in lines if one not in context["listed"]]  # fmt: skip
    context["endings"] = [(key, words[tongue() == "en"]) for key, words in ENDINGS.items()]
    return render(request, "powerlist/office/register.html", context, status=422 if sent else 200)


def _join(request: HttpRequest, register: str, form: ProviderForm) -> None:
    told = form.cleaned_data
    list_provider(
        register=register, uscc=told["uscc"], name=(told["name_zh"], told["name_en"]),
        address=(told["address_zh"], told["address_en"]), phone=told["phone"], listed_from=timezone.localdate(),
        by=office_of(request), at=timezone.now(),
    )  # fmt: skip


def _leave(request: HttpRequest) -> None:
    try:
        key = UUID(request.POST.get("provider", "")[:40])
    except ValueError as error:
        raise Http404 from error
    unlist_provider(
        provider_id=key, listed_to=timezone.localdate(), ending=request.POST.get("ending", "")[:12],
        by=office_of(request), at=timezone.now(),
    )  # fmt: skip
