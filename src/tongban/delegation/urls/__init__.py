"""The addresses of delegation."""

from tongban.delegation.urls.duties import urlpatterns as duties

app_name = "delegation"
urlpatterns = [*duties]
