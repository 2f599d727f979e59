"""The addresses of ratings."""

from django.urls import URLPattern, URLResolver, path

from tongban.ratings.pages import citizen, counter, office, public, staff

app_name = "ratings"
urlpatterns: list[URLPattern | URLResolver] = [
    path("rate/", citizen.rate, name="rate"),
    path("rate/<uuid:occasion_id>/", citizen.rate_one, name="rate_one"),
    path("survey/<uuid:survey_id>/", citizen.survey, name="survey"),
    path("ratings/", public.ratings, name="ratings"),
    path("ratings/surveys/<uuid:survey_id>/", citizen.survey_results, name="survey_results"),
    path("ratings/<slug:key>/", public.unit, name="unit"),
    path("counter/", counter.counter, name="counter"),
    path("counter/open/<str:token>/", counter.open_counter, name="open_counter"),
    path("desk/ratings/", staff.desk, name="desk"),
    path("desk/ratings/file/", staff.desk_file, name="desk_file"),
    path("desk/ratings/devices/", office.device_list, name="devices"),
    path("desk/ratings/surveys/", office.survey_list, name="surveys"),
    path("desk/ratings/<uuid:rating_id>/", staff.one_rating, name="rating"),
]
