"""Addresses of the list: guides, the public list, and the list office's import, items and their editor."""

from __future__ import annotations

from django.urls import path

from tongban.powerlist.pages.citing import citing_items
from tongban.powerlist.pages.domains import domain_file, domain_office, domain_page
from tongban.powerlist.pages.dutylist import balance_page, duty_file, duty_index, duty_page
from tongban.powerlist.pages.editions import (
    edition_check,
    edition_file,
    edition_list,
    edition_page,
    edition_publish,
)
from tongban.powerlist.pages.guide import item_guide
from tongban.powerlist.pages.imports import choose, findings_file, preview, upload
from tongban.powerlist.pages.office.docket import adjustment_page, docket_file, docket_page
from tongban.powerlist.pages.office.drawing import item_drawing
from tongban.powerlist.pages.office.files import items_download, items_file, items_preview
from tongban.powerlist.pages.office.finding import increase, increase_file, increase_list
from tongban.powerlist.pages.office.flow import flow_file, flow_upload, item_flow
from tongban.powerlist.pages.office.formeditor import group_preview, item_form, item_group
from tongban.powerlist.pages.office.increase import comparison_file, comparison_page, increase_start
from tongban.powerlist.pages.office.items import item_draft, item_list, item_new, item_page
from tongban.powerlist.pages.office.misses import misses
from tongban.powerlist.pages.office.overlaps import overlap, overlap_file, overlap_list
from tongban.powerlist.pages.office.power import item_power
from tongban.powerlist.pages.office.practices import practice, practice_file, practice_list
from tongban.powerlist.pages.office.proofs import proofs_page
from tongban.powerlist.pages.office.publish import item_guide as draft_guide
from tongban.powerlist.pages.office.publish import item_publish, item_state
from tongban.powerlist.pages.office.rounds import round_item, round_list, round_page
from tongban.powerlist.pages.office.section import item_findings, item_section
from tongban.powerlist.pages.office.together import item_together
from tongban.powerlist.pages.office.tryout import item_try
from tongban.powerlist.pages.public_list import check_copy, list_file, public_list
from tongban.powerlist.pages.registers import office_register, public_register
from tongban.powerlist.pages.rounds import round_file, round_result, round_results
from tongban.powerlist.pages.touched import touched_items
from tongban.powerlist.pages.versions import item_versions

app_name = "powerlist"
urlpatterns = [
    path("items/<slug:code>/", item_guide, name="guide"),
    path("items/<slug:code>/versions/", item_versions, name="versions"),
    path("laws/<uuid:law_id>/<slug:article>/items/", citing_items, name="citing"),
    path("list/touched/<uuid:law_id>/", touched_items, name="touched"),
    path("list/", public_list, name="list"),
    path("list/editions/", edition_list, name="editions"),
    path("list/editions/publish/", edition_publish, name="edition_publish"),
    path("list/editions/<int:no>/", edition_page, name="edition"),
    path("list/editions/<int:no>/check/", edition_check, name="edition_check"),
    path("list/editions/<int:no>/<slug:form>/", edition_file, name="edition_file"),
    path("list/duties/", duty_index, name="duties"),
    path("list/duties/<slug:key>/", duty_page, name="duty_list"),
    path("list/duties/<slug:key>/file/", duty_file, name="duty_file"),
    path("list/balance/", balance_page, name="balance"),
    path("list/domains/", domain_page, name="domains"),
    path("list/domains/file/", domain_file, name="domain_file"),
    path("list/rounds/", round_results, name="round_results"),
    path("list/rounds/<int:no>/", round_result, name="round_result"),
    path("list/rounds/<int:no>/file/", round_file, name="round_file"),
    path("list/file/", list_file, name="list_file"),
    path("list/check/", check_copy, name="check_copy"),
    path("registers/<slug:register>/", public_register, name="register"),
    path("office/registers/<slug:register>/", office_register, name="office_register"),
    path("office/import/", upload, name="import"),
    path("office/import/choose/", choose, name="choose"),
    path("office/import/<uuid:preview_id>/", preview, name="preview"),
    path("office/import/<uuid:preview_id>/findings.xlsx", findings_file, name="findings_file"),
    path("office/items/", item_list, name="items"),
    path("office/items-file/", items_file, name="items_file"),
    path("office/items-file/download/", items_download, name="items_download"),
    path("office/items-file/<uuid:preview_id>/", items_preview, name="items_preview"),
    path("office/docket/", docket_page, name="docket"),
    path("office/docket/file/", docket_file, name="docket_file"),
    path("office/docket/<uuid:adjustment_id>/", adjustment_page, name="adjustment"),
    path("office/increase/", increase_start, name="increase"),
    path("office/increase/findings/", increase_list, name="increases"),
    path("office/increase/findings/file/", increase_file, name="increases_file"),
    path("office/increase/f/<uuid:increase_id>/", increase, name="finding"),
    path("office/increase/<uuid:comparison_id>/", comparison_page, name="comparison"),
    path("office/increase/<uuid:comparison_id>/file/", comparison_file, name="comparison_file"),
    path("office/domains/", domain_office, name="domain_office"),
    path("office/rounds/", round_list, name="rounds"),
    path("office/rounds/i/<uuid:line_id>/", round_item, name="round_item"),
    path("office/rounds/<uuid:round_id>/", round_page, name="round"),
    path("office/overlaps/", overlap_list, name="overlaps"),
    path("office/overlaps/file/", overlap_file, name="overlap_file"),
    path("office/overlaps/<uuid:overlap_id>/", overlap, name="overlap"),
    path("office/practices/", practice_list, name="practices"),
    path("office/practices/file/", practice_file, name="practice_file"),
    path("office/practices/<uuid:practice_id>/", practice, name="practice"),
    path("office/proofs/", proofs_page, name="proofs"),
    path("office/misses/", misses, name="misses"),
    path("office/new-item/", item_new, name="item_new"),
    path("office/items/<slug:code>/", item_page, name="item"),
    path("office/items/<slug:code>/draft/", item_draft, name="item_draft"),
    path("office/items/<slug:code>/s/<slug:section>/", item_section, name="item_section"),
    path("office/items/<slug:code>/s/<slug:section>/findings/", item_findings, name="item_findings"),
    path("office/items/<slug:code>/form/", item_form, name="item_form"),
    path("office/items/<slug:code>/form/<int:group>/", item_group, name="item_group"),
    path("office/items/<slug:code>/form/<int:group>/preview/", group_preview, name="group_preview"),
    path("office/items/<slug:code>/together/", item_together, name="item_together"),
    path("office/items/<slug:code>/flow/drawing/", item_drawing, name="item_drawing"),
    path("office/items/<slug:code>/flow/", item_flow, name="item_flow"),
    path("office/items/<slug:code>/flow/file/", flow_file, name="flow_file"),
    path("office/items/<slug:code>/flow/upload/", flow_upload, name="flow_upload"),
    path("office/items/<slug:code>/power/", item_power, name="item_power"),
    path("office/items/<slug:code>/try/", item_try, name="item_try"),
    path("office/items/<slug:code>/guide/", draft_guide, name="item_guide"),
    path("office/items/<slug:code>/publish/", item_publish, name="item_publish"),
    path("office/items/<slug:code>/state/", item_state, name="item_state"),
]
