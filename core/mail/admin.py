"""The outbox, to look at; and “send again”."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from core.admin import ReadOnlyAdmin, actor
from core.errors import PortalError
from core.mail.models import OutgoingMail
from core.mail.queue import is_set_up
from core.mail.sending import send_again


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnlyAdmin):
    list_display = ["queued_at", "to", "subject", "kind", "state", "attempts", "last_error", "sent_at"]
    list_filter = ["state", "kind"]
    search_fields = ["=key", "=to"]
    search_help_text = "A reference, or a whole address."
    show_full_result_count = False
    list_per_page = 50
    actions = ["send_selected_again"]
    fields = ["to", "subject", "text", "kind", "key", "state", "attempts", "last_error", "queued_at", "due_at", "sent_at"]

    @admin.display(description="text")
    def text(self, mail: OutgoingMail) -> str:
        return "Not shown: a link in it opens something." if mail.opens_something else mail.body

    @admin.action(description="Send again", permissions=["view"])
    def send_selected_again(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        done = 0
        for mail_id in queryset.values_list("pk", flat=True):
            try:
                send_again(mail_id=mail_id, by=actor(request))
            except PortalError as error:
                messages.warning(request, error.sentence)
            else:
                done += 1
        messages.success(request, f"{done} mail{'' if done == 1 else 's'} put back into the outbox.")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.method == "GET" and not is_set_up():
            messages.warning(request, "No mail server is set (EMAIL_HOST): mails wait here until one is.")
        return super().changelist_view(request, extra_context)
