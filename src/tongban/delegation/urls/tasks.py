"""Addresses of tasks sent down to townships."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongban.delegation.pages import tasks, tasks_one

urlpatterns: list[URLPattern] = [
    path("township-tasks/", tasks.task_list, name="tasks"),
    path("township-tasks/new/", tasks.task_new, name="task_new"),
    path("township-tasks/<uuid:task_id>/", tasks_one.task_page, name="task"),
]
