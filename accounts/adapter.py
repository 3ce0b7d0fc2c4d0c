"""How django-allauth behaves here: its mails go out by job, and it greets nobody."""

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest

from core.mail import queue_mail

SILENT = ("account/messages/logged_in.txt", "account/messages/logged_out.txt")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queued, sent by a job. Plain text only."""
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
