"""Every request is answered in its reader's language."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

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
