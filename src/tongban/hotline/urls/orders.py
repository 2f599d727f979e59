"""Addresses of orders: the operator's desk, lists, one order; citizens' requests."""

from django.urls import path

from tongban.hotline.pages import directory, efficiency, figures, lists, operate, order, public

urlpatterns = [
    path("hotline/", operate.operate, name="operate"),
    path("hotline/beside/", operate.beside, name="beside"),
    path("hotline/orders/", lists.orders, name="orders"),
    path("hotline/orders/file/", lists.orders_file, name="orders_file"),
    path("hotline/orders/<uuid:order_id>/", order.order, name="order"),
    path("hotline/orders/<uuid:order_id>/papers/<uuid:file_id>/<int:page>/", order.paper, name="paper"),
    path("hotline/efficiency/", efficiency.complaints, name="efficiency"),
    path("hotline/mine/", lists.mine, name="mine"),
    path("hotline/figures/", figures.figure_page, name="figures"),
    path("hotline/directory/", directory.directory, name="directory"),
    path("ask/", public.ask, name="ask"),
    path("ask/status/", public.asked, name="asked"),
    path("my/requests/", public.my, name="my"),
    path("my/requests/<uuid:order_id>/", public.my_order, name="my_order"),
]
