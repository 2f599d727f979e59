"""Addresses of topics, of what is asked because of them, and of what everybody may read."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongban.hotline.pages import answers, published, topic_tasks, topics

urlpatterns: list[URLPattern] = [
    path("ask/figures/", published.public_figures, name="public_figures"),
    path("ask/map/", published.public_map, name="public_map"),
    path("ask/answers/", published.answers, name="public_answers"),
    path("hotline/answers/", answers.answer_list, name="answers"),
    path("hotline/answers/<uuid:order_id>/", answers.answer_new, name="answer_new"),
    path("hotline/topics/", topics.topics, name="topics"),
    path("hotline/topics/orders/", topics.topic_orders, name="topic_orders"),
    path("hotline/topics/gaps/", topics.gap_map, name="gaps"),
    path("hotline/topics/month/", topic_tasks.month, name="topic_month"),
    path("hotline/topics/tasks/", topic_tasks.tasks, name="topic_tasks"),
    path("hotline/topics/tasks/<uuid:task_id>/", topic_tasks.task, name="topic_task"),
    path("hotline/topics/<uuid:topic_id>/", topics.topic, name="topic"),
]
