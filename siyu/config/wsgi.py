"""The console over WSGI. The process that starts it (`siyu up`) holds the database."""

import os

from django.core.wsgi import get_wsgi_application

from siyu.config.serving import end_with_server

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siyu.config.settings")
end_with_server()
application = get_wsgi_application()
