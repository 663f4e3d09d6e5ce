"""Signing in and out."""

from datetime import UTC, datetime, timedelta

from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, password_validation
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from siyu.console.actions import choose_language, note_sign_in, set_password
from siyu.console.middleware import COOKIE
from siyu.console.reader import reader
from siyu.core.actions import note_wrong_password, spend_login_link
from siyu.core.models import SignInAttempt
from siyu.core.words import Say, say

MOST_GUESSES = 8
"""Wrong guesses of one account in a quarter of an hour, after which there is a pause."""
MOST_FROM_ONE_ADDRESS = 40
"""The same from one address, whatever accounts it tries."""
WINDOW = timedelta(minutes=15)
BACKEND = "django.contrib.auth.backends.ModelBackend"
BY_LINK = "by_link"


@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail and password. After too many wrong guesses, a pause."""
    if request.user.is_authenticated:
        return redirect(_next(request))
    if request.method != "POST":
        return _form(request)
    now = datetime.now(UTC)
    email = request.POST.get("email", "").strip().lower()[:254]
    address = request.META.get("REMOTE_ADDR", "")
    lately = SignInAttempt.objects.filter(at__gt=now - WINDOW)
    if (
        lately.filter(email=email).count() >= MOST_GUESSES
        or lately.filter(address=address).count() >= MOST_FROM_ONE_ADDRESS
    ):
        problem = say(
            "试错太多,请 15 分钟后再试,或用一次性链接",
            "Too many wrong guesses: wait 15 minutes, or use a one-time link",
        )
        return _form(request, problem, email, status=429)
    staff = authenticate(request, username=email, password=request.POST.get("password", "")[:1000])
    if staff is None:
        note_wrong_password(email=email, address=address, at=now)
        return _form(request, say("邮箱或密码不对", "Wrong e-mail or password"), email, status=401)
    login(request, staff)
    note_sign_in(staff=reader(request), by="password", at=now)
    return redirect(_next(request))


@never_cache
def sign_in_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """A one-time link: looking at it does not spend it, the button does, so that link previews cannot."""
    if request.method != "POST":
        return render(request, "console/sign_in_link.html", {"token": token})
    now = datetime.now(UTC)
    staff = spend_login_link(token=token, at=now)
    if staff is None:
        problem = say(
            "链接已用过或已过期(24 小时)。在运行 siyu 的机器上执行 siyu staff link 邮箱,会得到新的",
            "The link is used, or older than 24 hours. For another run siyu staff link EMAIL on that machine",
        )
        return _form(request, problem, status=410)
    login(request, staff, backend=BACKEND)
    request.session[BY_LINK] = True
    note_sign_in(staff=staff, by="link", at=now)
    return redirect("/")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The end of a session."""
    logout(request)
    return redirect("/sign-in")


@never_cache
@login_required
def password(request: HttpRequest) -> HttpResponse:
    """Set or change one's own password. Whoever came by a link may have forgotten the present one."""
    staff = reader(request)
    asks = staff.has_usable_password() and not request.session.get(BY_LINK)
    problems: list[str] = []
    if request.method == "POST":
        chosen = request.POST.get("password", "")
        try:
            if asks and not staff.check_password(request.POST.get("present", "")[:1000]):
                raise ValidationError(str(say("现在的密码不对", "The present password is wrong")))
            if chosen != request.POST.get("again", ""):
                raise ValidationError(str(say("两次输入不一样", "The two are not the same")))
            problems = [str(told) for told in weaknesses(chosen)]
        except ValidationError as trouble:
            problems = list(trouble.messages)
        if not problems:
            set_password(staff=staff, password=chosen, at=datetime.now(UTC))
            login(request, staff, backend=BACKEND)
            messages.success(request, str(say("密码已设置", "The password is set")))
            return redirect("/settings")
    context = {"problems": problems, "page": "settings", "asks": asks, "who": staff.email}
    return render(request, "console/password.html", context, status=422 if problems else 200)


def weaknesses(chosen: str) -> list[Say]:
    """What is wrong with a password, in the reader's language."""
    told = {
        "password_too_short": say("至少 10 个字符", "At least 10 characters"),
        "password_too_common": say("这个密码太常见", "This password is too common"),
    }
    if len(chosen) > MOST_LETTERS:
        return [say("最多 1,000 个字符", "At most 1,000 characters")]
    try:
        password_validation.validate_password(chosen)
    except ValidationError as trouble:
        return [told[str(one.code)] for one in trouble.error_list]
    return []


MOST_LETTERS = 1000


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """The language of the console, kept in a cookie and with the member of staff."""
    chosen = "en" if request.POST.get("language") == "en" else "zh"
    if request.user.is_authenticated:
        choose_language(staff=reader(request), language=chosen, at=datetime.now(UTC))
    response = redirect(_next(request))
    response.set_cookie(COOKIE, chosen, max_age=365 * 86400, samesite="Lax", httponly=True)
    return response


def _form(
    request: HttpRequest, problem: Say | None = None, email: str = "", *, status: int = 200
) -> HttpResponse:
    context = {"problem": problem, "email": email, "next": _next(request, otherwise="")}
    return render(request, "console/sign_in.html", context, status=status)


def _next(request: HttpRequest, *, otherwise: str = "/") -> str:
    """Where to go on: an address of ours, nobody else's."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    return target if url_has_allowed_host_and_scheme(target, allowed_hosts=None) else otherwise
