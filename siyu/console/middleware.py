"""Every request is answered in its reader's language."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from siyu.core.sample import closed_here, showing
from siyu.core.words import speaking

COOKIE = "language"


def speak_to_the_reader(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Chinese unless the reader chose English: by cookie, else by what their staff record says."""

    def middleware(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(COOKIE) or getattr(request.user, "language", "") or "zh"
        with speaking(chosen):
            return answer(request)

    return middleware


NOT_IN_THE_SAMPLE = ("/imports/new", "/password")
"""Doors for what is one's own: files, and how one signs in."""


def keep_the_sample_apart(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """In the sample, whoever brings a file or changes a password is told where that is done."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if showing() and request.path.startswith(NOT_IN_THE_SAMPLE):
            messages.info(request, str(closed_here()))
            return redirect("sample")
        return answer(request)

    return middleware
