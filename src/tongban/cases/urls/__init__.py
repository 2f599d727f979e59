"""Addresses of cases: citizens' pages, staff pages, the window."""

from tongban.cases.urls.proxy import urlpatterns as proxy
from tongban.cases.urls.public import urlpatterns as public
from tongban.cases.urls.staff import urlpatterns as staff
from tongban.cases.urls.window import urlpatterns as window

app_name = "cases"
urlpatterns = [*proxy, *public, *staff, *window]
