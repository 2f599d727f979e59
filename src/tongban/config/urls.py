"""All addresses: each thing brings its own `urls`.

The pages for faults are named here because only the root may name them.
"""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("tongban.portal.urls")),
    path("", include("tongban.law.urls")),
    path("", include("tongban.law.urls")),
    path("", include("tongban.powerlist.urls")),
    path("", include("tongban.certificates.urls")),
    path("", include("tongban.agencies.urls")),
    path("", include("tongban.reminders.urls")),
    path("", include("tongban.cases.urls")),
]

handler400 = "tongban.portal.pages.errors.bad_request"
handler403 = "tongban.portal.pages.errors.forbidden"
handler404 = "tongban.portal.pages.errors.not_found"
handler500 = "tongban.portal.pages.errors.server_error"
