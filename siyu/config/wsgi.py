"""The console over WSGI, and links on the same port. The process that starts it (`siyu up`) holds the
database."""

import os

from django.core.wsgi import get_wsgi_application

from siyu.config.serving import end_with_server
from siyu.connectors.links.wsgi import WithLinks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siyu.config.settings")
end_with_server()
application = WithLinks(get_wsgi_application(), secure=os.environ.get("SIYU_HTTPS", "") == "1")
