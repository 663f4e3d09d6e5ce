"""Signing in and out."""

from datetime import UTC, datetime, timedelta

from django.contrib.auth import authenticate, login, logout, password_validation
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from siyu.console.actions import choose_language, set_password
from siyu.console.middleware import COOKIE
from siyu.console.reader import reader
from siyu.core.actions import note_wrong_password, spend_login_link
from siyu.core.models import SignInAttempt
from siyu.core.words import say

MOST_GUESSES = 8
WINDOW = timedelta(minutes=15)


def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail and password. After eight wrong guesses in a quarter of an hour, a pause."""
    if request.method != "POST":
        return render(request, "console/sign_in.html")
    now = datetime.now(UTC)
    email = request.POST.get("email", "").strip().lower()
    guesses = SignInAttempt.objects.filter(email=email[:254], at__gt=now - WINDOW).count()
    if guesses >= MOST_GUESSES:
        problem = say(
            "试错太多,请 15 分钟后再试,或用登录链接",
            "Too many wrong guesses: wait 15 minutes, or use a sign-in link",
        )
        return render(request, "console/sign_in.html", {"problem": problem, "email": email}, status=429)
    staff = authenticate(request, username=email, password=request.POST.get("password", ""))
    if staff is None:
        note_wrong_password(email=email, address=request.META.get("REMOTE_ADDR", ""), at=now)
        problem = say("邮箱或密码不对", "Wrong e-mail or password")
        return render(request, "console/sign_in.html", {"problem": problem, "email": email}, status=401)
    login(request, staff)
    return redirect(_next(request))


def sign_in_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A one-time link: looking at it does not spend it, the button does, so that link previews cannot."""
    if request.method != "POST":
        return render(request, "console/sign_in_link.html", {"token": token})
    staff = spend_login_link(token=token, at=datetime.now(UTC))
    if staff is None:
        problem = say(
            "链接已用过或已过期。重新运行 siyu up,或 siyu staff link 邮箱,会得到新的链接",
            "The link is used or too old. Run siyu up again, or siyu staff link EMAIL, for a new one",
        )
        return render(request, "console/sign_in.html", {"problem": problem}, status=410)
    login(request, staff, backend="django.contrib.auth.backends.ModelBackend")
    return redirect("/")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The end of a session."""
    logout(request)
    return redirect("/sign-in")


@login_required
def password(request: HttpRequest) -> HttpResponse:
    """Set or change one's own password."""
    problems: list[str] = []
    if request.method == "POST":
        chosen = request.POST.get("password", "")
        try:
            if chosen != request.POST.get("again", ""):
                raise ValidationError(str(say("两次输入不一样", "The two are not the same")))
            password_validation.validate_password(chosen, reader(request))
        except ValidationError as trouble:
            problems = list(trouble.messages)
        else:
            set_password(staff=reader(request), password=chosen, at=datetime.now(UTC))
            login(request, reader(request), backend="django.contrib.auth.backends.ModelBackend")
            return redirect("/settings")
    return render(request, "console/password.html", {"problems": problems, "page": "settings"})


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """The language of the console, kept in a cookie and with the member of staff."""
    chosen = "en" if request.POST.get("language") == "en" else "zh"
    if request.user.is_authenticated:
        choose_language(staff=reader(request), language=chosen, at=datetime.now(UTC))
    response = redirect(_next(request))
    response.set_cookie(COOKIE, chosen, max_age=365 * 86400, samesite="Lax", httponly=True)
    return response


def _next(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or "/"
    return target if url_has_allowed_host_and_scheme(target, allowed_hosts=None) else "/"
