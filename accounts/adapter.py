"""How django-allauth behaves here: its mails go out by job, and it greets nobody."""

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest, HttpResponse
from django.utils.translation import override

from accounts.language import active_language, chosen_language
from accounts.models import User
from accounts.services.language import keep_language
from core.mail import queue_mail
from core.mail.language import language_for

SILENT = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queued, sent by a job, in the language of the person. Plain text only."""
        with override(self._language(email, context)):
            self._queue(template_prefix, email, context)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Signed in with a language chosen in this browser: mails come in it from now on."""
        if language := chosen_language(request):
            keep_language(user=user, language=language)
        answer = super().post_login(request, user, **kwargs)
        assert isinstance(answer, HttpResponse)
        return answer

    def _language(self, email: str, context: dict[str, Any]) -> str:
        """What the browser that asks has chosen, else what the account has; of an address without account, the page's."""
        if chosen := chosen_language(allauth_context.request):
            return chosen
        user = context.get("user") or User.objects.filter(email__iexact=email).order_by("pk").first()
        return language_for(user.language) if isinstance(user, User) else active_language()

    def _queue(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        values = {"site_name": settings.SITE_NAME, "current_site": get_current_site(allauth_context.request), **context}
        message = self.render_mail(template_prefix, email, {"request": allauth_context.request, "email": email, **values})
        kind = template_prefix.replace("/", ".")
        body = str(message.body)
        queue_mail(to=email, subject=str(message.subject), body=body, kind=kind[:40], key=uuid.uuid4().hex, opens_something=True)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        if message_template not in SILENT and request.path.startswith("/accounts/"):
            super().add_message(request, level, message_template, *args, **kwargs)
