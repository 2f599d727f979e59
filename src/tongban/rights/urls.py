"""The addresses of a person's rights."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongban.rights.pages import changing, office, seeing

app_name = "rights"
urlpatterns: list[URLPattern] = [
    path("data-rights/", seeing.about, name="about"),
    path("my/data/", seeing.mine, name="mine"),
    path("my/data/kind/<slug:key>/", seeing.kind, name="kind"),
    path("my/data/copy/", seeing.copy, name="copy"),
    path("my/data/correct/", changing.correct, name="correct"),
    path("my/data/erase/", changing.erase, name="erase"),
    path("my/data/request/<uuid:request_id>/back/", changing.back, name="back"),
    path("desk/data-requests/", office.requests, name="requests"),
    path("desk/data-requests/<uuid:request_id>/", office.request_page, name="request"),
]
