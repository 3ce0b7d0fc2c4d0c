"""Signed cookies of the answering pages, besides the grant of ``responses.permissions``: nothing of an answer is in them."""

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

DRAFT_COOKIE, DRAFT_SALT, DRAFT_PATH = "defa_draft", "responses.draft", "/consultations/"
CODE_COOKIE, CODE_SALT = "defa_code", "responses.code"
CODE_SECONDS = 30 * 60
MEMBERS_COOKIE, MEMBERS_SALT = "defa_member_codes", "responses.member-codes"


def remember_draft(request: HttpRequest, answer: HttpResponse, *, slug: str, key: str) -> None:
    """Until the browser is closed, no longer: the machine may be a shared one."""
    value = signing.dumps([slug, key], salt=DRAFT_SALT)
    answer.set_cookie(DRAFT_COOKIE, value, path=DRAFT_PATH, secure=request.is_secure(), httponly=True, samesite="Lax")


def remembered_draft(request: HttpRequest, slug: str) -> str:
    """Key of the draft this browser started for the consultation; empty for none."""
    kept = _kept(request, DRAFT_COOKIE, DRAFT_SALT, None)
    return kept[1] if kept[0] == slug else ""


def forget_draft(answer: HttpResponse) -> None:
    answer.delete_cookie(DRAFT_COOKIE, path=DRAFT_PATH, samesite="Lax")


def show_code(request: HttpRequest, answer: HttpResponse, *, reference: str, code: str) -> None:
    """Let the receipt page show the access code in this browser for half an hour."""
    answer.set_cookie(
        CODE_COOKIE,
        signing.dumps([reference, code], salt=CODE_SALT),
        max_age=CODE_SECONDS,
        path=reverse("receipt", args=[reference]),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def code_to_show(request: HttpRequest, reference: str) -> str:
    kept = _kept(request, CODE_COOKIE, CODE_SALT, CODE_SECONDS)
    return kept[1] if kept[0] == reference else ""


def show_member_codes(request: HttpRequest, answer: HttpResponse, *, reference: str) -> None:
    """Let the receipt page show the codes of members in this browser for half an hour. The codes are not in the cookie."""
    answer.set_cookie(
        MEMBERS_COOKIE,
        signing.dumps([reference, ""], salt=MEMBERS_SALT),
        max_age=CODE_SECONDS,
        path=reverse("receipt", args=[reference]),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def shows_member_codes(request: HttpRequest, reference: str) -> bool:
    return _kept(request, MEMBERS_COOKIE, MEMBERS_SALT, CODE_SECONDS)[0] == reference


def _kept(request: HttpRequest, name: str, salt: str, max_age: int | None) -> tuple[str, str]:
    cookie = request.COOKIES.get(name)
    if not cookie:
        return "", ""
    try:
        subject, secret = signing.loads(cookie, salt=salt, max_age=max_age)
    except signing.BadSignature:
        return "", ""
    return str(subject), str(secret)
