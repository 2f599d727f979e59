"""Addresses of cases: citizens' pages, staff pages, the window."""

from tongban.cases.urls.public import urlpatterns as public
from tongban.cases.urls.staff import urlpatterns as staff
from tongban.cases.urls.window import urlpatterns as window

app_name = "cases"
urlpatterns = [*public, *staff, *window]
