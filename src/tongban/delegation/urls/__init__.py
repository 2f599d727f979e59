"""The addresses of delegation."""

from tongban.delegation.urls.candidates import urlpatterns as candidates
from tongban.delegation.urls.decisions import urlpatterns as decisions
from tongban.delegation.urls.duties import urlpatterns as duties
from tongban.delegation.urls.tasks import urlpatterns as tasks
from tongban.delegation.urls.township import urlpatterns as township

app_name = "delegation"
urlpatterns = [*candidates, *decisions, *duties, *tasks, *township]
