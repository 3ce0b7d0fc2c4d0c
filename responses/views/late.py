"""After the closing: what a page says to those for whom lateness means something else than to all others."""

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from consultations.queries import AskedForm
from core.templatetags.portal import moment
from responses.models import Response
from responses.states import Standing, Timing


def words_after_closing(form: AskedForm, draft: Response) -> SafeString:
    """For a draft by invitation, a change of what was sent, or what an officer enters (nothing: the day of receipt decides)."""
    if draft.supersedes is not None:
        return _notice(form, _of_a_change(draft.supersedes))
    if draft.received_on is not None:
        return mark_safe("")
    if draft.invitation is not None and draft.invitation.lets_in_late(timezone.now()):
        until = moment(draft.invitation.expires_at)
        words = _("Your invitation lets you send it until %(moment)s. It will be marked as late, by permission.")
        return _notice(form, words % {"moment": until})
    return _notice(form, _("You can still send your response. It will be kept and marked as late."))


def _of_a_change(sent: Response) -> str:
    """As ``responses.services.late.place_of_amendment`` will decide."""
    if sent.standing == Standing.RETURNED:
        return _("The secretariat returned your response. You can still send the change; it does not count as late.")
    if sent.timing == Timing.LATE:
        return _("You can still send this change. It will be kept and marked as late.")
    return _(
        "You can still send this change. It is kept beside what you sent in time, which stays in force unless the secretariat "
        "accepts the change."
    )


def _notice(form: AskedForm, sentence: str) -> SafeString:
    title = _("This consultation closed on %(moment)s.") % {"moment": moment(form.closes_at)}
    return mark_safe(  # noqa: S308 - our own words and dates
        f'<div class="notice notice-warning"><div><p class="notice-title">{title}</p><p>{sentence}</p></div></div>'
    )
