"""What an officer fills in. They clean; the services decide."""

from typing import Any

from django import forms

from core.text import clean_text
from moderation.states import REASONS_FOR, Act, note_is_needed

LARGEST_NUMBER = 32767
NOTE_LENGTH = 2000
BUTTONS: dict[str, str] = {
    Act.PUBLISH: "Publish",
    Act.KEEP: "Count, do not publish",
    Act.DECLINE: "Decline",
    Act.RETURN: "Return to the filer",
    Act.UNPUBLISH: "Take out of the public record",
    Act.ACCEPT: "Accept the claim",
    Act.REFUSE: "Refuse the claim",
}


class ReasonForm(forms.Form):
    """Reason and note for one act; the reasons are those of the act."""

    reason = forms.ChoiceField(error_messages={"required": "Choose a reason."})
    note = forms.CharField(
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea({"rows": 4}),
        help_text="The filer reads it on the page of the response, with the reason.",
    )

    def __init__(self, act: str, data: Any = None) -> None:
        super().__init__(data, auto_id=f"{act}_%s", initial={"reason": REASONS_FOR[act][0] if self.one_reason(act) else ""})
        self.act = act
        reasons = [(reason.value, reason.label) for reason in REASONS_FOR[act]]
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = reasons if self.one_reason(act) else [("", "Choose a reason"), *reasons]
        if self.one_reason(act):
            field.widget = forms.HiddenInput()
        self.fields["note"].label = "Note" if note_is_needed(act, "") else "Note (if you wish)"

    @staticmethod
    def one_reason(act: str) -> bool:
        return len(REASONS_FOR[act]) == 1

    @property
    def button(self) -> str:
        return BUTTONS[self.act]

    @property
    def is_one_click(self) -> bool:
        return self.one_reason(self.act)

    def clean_note(self) -> str:
        return clean_text(self.cleaned_data["note"])

    def clean(self) -> None:
        needed = note_is_needed(self.act, self.cleaned_data.get("reason", ""))
        if needed and not self.cleaned_data.get("note") and "note" not in self.errors:
            self.add_error("note", "Write a note: it tells the filer what to do, or why.")


class DecisionForm(ReasonForm):
    """On the page of one response. ``seen``: the number of the last decision on it when the page was made."""

    seen = forms.IntegerField(min_value=0, max_value=LARGEST_NUMBER, widget=forms.HiddenInput())

    def __init__(self, act: str, seen: int = 0, data: Any = None) -> None:
        super().__init__(act, data)
        self.fields["seen"].initial = seen
