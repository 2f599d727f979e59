"""Addresses of the law library: the list, a law, an article; and how the list office takes texts in."""

from __future__ import annotations

from django.urls import path

from tongban.law.pages.keeping import enter, keep
from tongban.law.pages.library import article_page, law_list, law_page
from tongban.law.pages.taking_in import judged, store, upload

app_name = "law"
urlpatterns = [
    path("laws/", law_list, name="list"),
    path("laws/<uuid:law_id>/", law_page, name="law"),
    path("laws/<uuid:law_id>/<slug:article>/", article_page, name="article"),
    path("office/laws/import/", upload, name="upload"),
    path("office/laws/import/<uuid:upload_id>/", judged, name="judged"),
    path("office/laws/import/<uuid:upload_id>/store/", store, name="store"),
    path("office/laws/new/", enter, name="enter"),
    path("office/laws/<uuid:law_id>/", keep, name="keep"),
]
