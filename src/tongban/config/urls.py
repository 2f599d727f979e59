"""All addresses: each thing brings its own `urls`.

The pages for faults are named here because only the root may name them.
"""

from django.urls import URLPattern, URLResolver, include, path

from tongban.config.interface.api import api
from tongban.config.interface.pages import interface, openapi

urlpatterns: list[URLPattern | URLResolver] = [
    # First, because an address is looked for from the top: other systems ask most often.
    path("interface/", interface, name="interface"),
    path("api/v1/openapi.json", openapi, name="openapi"),
    path("api/v1/", api.urls),
    path("", include("tongban.portal.urls")),
    path("", include("tongban.ledger.urls")),
    path("", include("tongban.law.urls")),
    path("", include("tongban.powerlist.urls")),
    path("", include("tongban.certificates.urls")),
    path("", include("tongban.exchange.urls")),
    path("", include("tongban.agencies.urls")),
    path("", include("tongban.reminders.urls")),
    path("", include("tongban.centres.urls")),
    path("", include("tongban.cases.urls")),
    path("", include("tongban.supervision.urls")),
    path("", include("tongban.delegation.urls")),
    path("", include("tongban.hotline.urls")),
    path("", include("tongban.ratings.urls")),
    path("", include("tongban.appraisal.urls")),
    path("", include("tongban.rights.urls")),
]

handler400 = "tongban.portal.pages.errors.bad_request"
handler403 = "tongban.portal.pages.errors.forbidden"
handler404 = "tongban.portal.pages.errors.not_found"
handler500 = "tongban.portal.pages.errors.server_error"
