"""The web server's entry; a production with public secrets or a forgetful database does not get past it."""

import os

from django.core.wsgi import get_wsgi_application

from tongban.config.checks import refuse_unsafe_start

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongban.config.settings")
application = get_wsgi_application()
refuse_unsafe_start()
