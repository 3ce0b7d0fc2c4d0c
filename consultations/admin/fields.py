"""Instants, typed and shown in the zone the installation states."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from consultations.models import Phase
from consultations.services.forms import OVERLAP

SHORTEST_DAYS = 28  # Singapore's typical period and the European Union's for drafts; most consultations give more
USUAL_DAYS = 60


class StatedTimeField(forms.DateTimeField):
    """An instant typed in STATED_TIME_ZONE, whatever the zone of the server or the browser."""

    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", f"Time of {settings.STATED_TIME_ZONE}.")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(settings.STATED_TIME_ZONE):
            return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(settings.STATED_TIME_ZONE):
            return super().prepare_value(value)


def instant_words(at: datetime) -> str:
    """In the stated zone and in UTC, each named."""
    local = at.astimezone(ZoneInfo(settings.STATED_TIME_ZONE))
    in_utc = at.astimezone(UTC)
    other = date_format(in_utc, "H:i" if in_utc.date() == local.date() else "D j M, H:i")
    return f"{date_format(local, 'D j M Y, H:i')} {settings.STATED_TIME_ZONE} ({other} UTC)"


def utc_words(at: datetime) -> str:
    return f"{date_format(at.astimezone(UTC), 'D j M Y, H:i')} UTC"


def window_words(phase: Phase) -> str:
    return f"from {instant_words(phase.opens_at)} to {instant_words(phase.closes_at)}"


def kept_seconds(old: datetime, typed: datetime) -> datetime:
    """The old instant if it was not touched: the field shows no seconds."""
    return old if old.replace(second=0, microsecond=0) == typed else typed


def short_window_warning(opens_at: datetime, closes_at: datetime) -> str:
    """Empty if people have time enough."""
    days = (closes_at - opens_at).days
    if days >= SHORTEST_DAYS:
        return ""
    return (
        f"This gives people {days} day{'' if days == 1 else 's'}. Plan {SHORTEST_DAYS} at least, {USUAL_DAYS} where you can, "
        "and more if a public holiday season of a member state falls in."
    )


class WindowForm(forms.ModelForm[Phase]):
    """The two instants of a phase, with what they are in UTC under them."""

    opens_at = StatedTimeField(label=f"Opens, {settings.STATED_TIME_ZONE}")
    closes_at = StatedTimeField(label=f"Closes, {settings.STATED_TIME_ZONE}")

    class Meta:
        model = Phase
        fields = ["opens_at", "closes_at"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("opens_at", "closes_at"):
            at = getattr(self.instance, name)
            if at and name in self.fields:
                self.fields[name].help_text += f" Set to {utc_words(at)}."

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", "The closing must come after the opening.")
        elif opens and closes and self.instance.consultation_id:
            others = Phase.objects.asked_within(self.instance.consultation_id, opens, closes)
            if other := others.exclude(pk=self.instance.pk).first():
                self.add_error("opens_at", OVERLAP.format(other.title))
        return cleaned
