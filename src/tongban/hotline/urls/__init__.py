"""The addresses of the hotline."""

from tongban.hotline.urls.batch import urlpatterns as batch
from tongban.hotline.urls.grid import urlpatterns as grid
from tongban.hotline.urls.orders import urlpatterns as orders
from tongban.hotline.urls.topics import urlpatterns as topics

app_name = "hotline"
urlpatterns = [*orders, *batch, *grid, *topics]
