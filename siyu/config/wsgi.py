"""The console over WSGI. The process that starts it (`siyu up`) holds the database."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siyu.config.settings")
application = get_wsgi_application()
