"""Addresses of efficiency supervision."""

from django.urls import path

from tongban.supervision.pages import advice, cards, cases, covered, items, rules, wall

app_name = "supervision"
urlpatterns = [
    path("supervision/", wall.wall, name="wall"),
    path("supervision/news/", wall.news, name="news"),
    path("supervision/cards/", cards.card_list, name="cards"),
    path("supervision/cards/file/", cards.card_file, name="cards_file"),
    path("supervision/cards/<uuid:card_id>/", cards.card, name="card"),
    path("supervision/cases/", cases.case_list, name="cases"),
    path("supervision/cases/file/", cases.case_file, name="cases_file"),
    path("supervision/cases/<uuid:case_id>/", cases.case, name="case"),
    path("supervision/coverage/", covered.covered, name="coverage"),
    path("supervision/rules/", rules.rule_list, name="rules"),
    path("supervision/rules/<str:code>/", rules.rule_page, name="rule"),
    path("supervision/items/", items.item_list, name="items"),
    path("supervision/items/<str:code>/", items.item_page, name="item"),
    path("supervision/recommendations/", advice.advice_list, name="recommendations"),
    path("supervision/recommendations/new/", advice.advice_new, name="recommend"),
    path("supervision/recommendations/<uuid:recommendation_id>/", advice.advice, name="recommendation"),
]
