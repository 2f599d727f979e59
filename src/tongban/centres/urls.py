"""Addresses of service centres: booking, the queue, the register."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongban.centres.pages import booking, calling, contacts, population, register

app_name = "centres"
urlpatterns: list[URLPattern] = [
    path("book/", booking.book_page, name="book"),
    path("book/<uuid:booking_id>/", booking.booking_page, name="booking"),
    path("queue/", calling.calling, name="calling"),
    path("queue/days/", calling.days, name="days"),
    path("queue/t/<uuid:ticket_id>/", booking.ticket_page, name="ticket"),
    path("contacts/", contacts.contacts, name="contacts"),
    path("contacts/<uuid:contact_id>/", contacts.contact, name="contact"),
    path("centre/register/", register.centre_register, name="register"),
    path("centre/authority/", register.authority, name="authority"),
    path("office/population/", population.population_page, name="population"),
    path("hall/<slug:key>/", booking.hall, name="hall"),
    path("hall/<slug:key>/number/", booking.take, name="take"),
]
