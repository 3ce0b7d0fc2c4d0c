"""Keys and orders of new rows: proposed where the officer left them empty."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.forms.models import BaseInlineFormSet

from consultations.keys import propose_key
from consultations.models import Choice, Question, Section
from consultations.models.questionnaire import RESERVED
from consultations.rows import STEP

if TYPE_CHECKING:
    AnyModelForm = forms.ModelForm[Any]
    AnyInlineFormSet = BaseInlineFormSet[Any, Any, Any]
else:
    AnyModelForm = forms.ModelForm
    AnyInlineFormSet = BaseInlineFormSet


@dataclass
class Places:
    """What is taken among the siblings of a new row; shared by the forms of one page, so that they do not collide."""

    keys: set[str] = field(default_factory=set)
    last: int = 0

    def next_order(self) -> int:
        self.last += STEP
        return self.last


def places_in_phase(phase_id: int | None) -> Places:
    """For sections."""
    return _places(Section.objects.filter(phase=phase_id).values_list("key", "order"))


def places_in_section(section: Section | None) -> Places:
    """For questions: keys are taken in the whole phase, orders in the section."""
    if section is None or section.pk is None:
        return Places(set(RESERVED))
    rows = Question.objects.filter(section__phase=section.phase_id).values_list("key", "order", "section_id")
    return Places({key for key, _, _ in rows} | RESERVED, max((order for _, order, at in rows if at == section.pk), default=0))


def places_in_question(question_id: int | None) -> Places:
    """For choices."""
    return _places(Choice.objects.filter(question=question_id).values_list("key", "order"), {"other"})


def _places(rows: Iterable[tuple[str, int]], reserved: Iterable[str] = RESERVED) -> Places:
    rows = list(rows)
    return Places({key for key, _ in rows} | set(reserved), max((order for _, order in rows), default=0))


class PlacedForm(AnyModelForm):
    """A form whose key and order may be left empty."""

    named_by = "title"
    fallback = "section"

    def __init__(self, *args: Any, places: Places | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places or Places()
        self.old_key = self.instance.key
        for name in ("key", "order"):
            if name in self.fields:
                self.fields[name].required = False
        if self.instance.pk is None and "order" in self.fields:
            self.fields["order"].initial = self.initial["order"] = None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "key" in self.fields and "key" not in self.errors:
            self._place(cleaned)
        if cleaned.get("order") is None and "order" in self.fields and "order" not in self.errors:
            cleaned["order"] = self.instance.order or self.places.next_order()
        return cleaned

    def _place(self, cleaned: dict[str, Any]) -> None:
        key = cleaned.get("key") or self.old_key
        if not key:
            key = propose_key(cleaned.get(self.named_by) or "", self.places.keys, self.fallback)
        elif key != self.old_key and key in self.places.keys - RESERVED:
            self.add_error("key", f"The key “{key}” is taken in this phase. Choose another, or leave it empty.")
        self.places.keys.add(key)
        cleaned["key"] = key


class PlacedFormSet(AnyInlineFormSet):
    """Rows of one parent that share what is taken."""

    def places_of(self, parent: models.Model) -> Places:
        raise NotImplementedError  # each inline says among whom its rows stand

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        if not hasattr(self, "_places"):
            self._places = self.places_of(self.instance)
        return {**super().get_form_kwargs(index), "places": self._places}


class SectionFormSet(PlacedFormSet):
    def places_of(self, parent: models.Model) -> Places:
        return places_in_phase(parent.pk)


class QuestionFormSet(PlacedFormSet):
    def places_of(self, parent: models.Model) -> Places:
        assert isinstance(parent, Section)
        return places_in_section(parent)


class ChoiceFormSet(PlacedFormSet):
    def places_of(self, parent: models.Model) -> Places:
        return places_in_question(parent.pk)
