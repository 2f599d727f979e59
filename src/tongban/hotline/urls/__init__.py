"""The addresses of the hotline."""

from tongban.hotline.urls import grid
from tongban.hotline.urls.orders import urlpatterns as orders

app_name = "hotline"
urlpatterns = [*orders]
urlpatterns: list[URLPattern | URLResolver] = [*grid.urlpatterns]
