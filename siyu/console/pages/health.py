"""Alive, and ready."""

from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from siyu.core.starting import migrations_stamp


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """Database, migrations and the age of the oldest waiting job."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT stamp FROM siyu_stamp")
            migrated = cursor.fetchone() == (migrations_stamp(),)
            cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
            waiting = cursor.fetchone()[0]
    except OperationalError:
        return JsonResponse({"ready": False, "database": False}, status=503)
    return JsonResponse(
        {"ready": migrated, "database": True, "migrations": migrated, "jobs_waiting": waiting},
        status=200 if migrated else 503,
    )
