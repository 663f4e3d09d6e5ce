"""Who reads the page."""

from django.http import HttpRequest

from siyu.core.models import Staff


def reader(request: HttpRequest) -> Staff:
    """The member of staff who is signed in. Only pages that ask for a sign-in may ask this."""
    if not isinstance(request.user, Staff):
        raise TypeError("nobody is signed in")
    return request.user
