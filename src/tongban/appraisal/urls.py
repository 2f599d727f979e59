"""The addresses of appraisal."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongban.appraisal.pages import marking, plans, two_way

app_name = "appraisal"
urlpatterns: list[URLPattern] = [
    path("appraisal/plans/", plans.plan_list, name="plans"),
    path("appraisal/plans/new/", plans.plan_new, name="plan_new"),
    path("appraisal/plans/<uuid:plan_id>/", plans.plan_page, name="plan"),
    path("appraisal/two-way/", two_way.table, name="two_way"),
    path("appraisal/two-way/new/", two_way.period_new, name="period_new"),
    path("appraisal/two-way/<slug:key>/", two_way.score, name="score"),
    path("appraisal/marks/", marking.mark_list, name="marks"),
    path("appraisal/marks/<slug:key>/", marking.mark, name="mark"),
]
