"""Question types as Django form fields: one builder per kind. They render; whether an answer can be taken is decided by
``consultations.validation`` alone, so no field has validators and none is ``required``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from consultations.kinds import TYPES, type_of
from consultations.kinds.base import OTHER, other_key
from consultations.kinds.choices import Ranking
from consultations.kinds.values import Text
from consultations.slots import mark
from consultations.spec import QuestionSpec
from core.language import say
from core.localised import reader_language
from core.places import MEMBER_STATES, other_countries
from core.words import message

MEMBERS_OF_ASEAN, OTHER_COUNTRIES = message("Member states of ASEAN"), message("Other countries")
Options = tuple[tuple[str, Any], ...]
ONE = "consultations/questions/one.html"  # one input with its label
OPTIONS = "consultations/questions/options.html"  # radio buttons or checkboxes, with their legend
PLACES = "consultations/questions/places.html"  # a place for each choice


class Slotted(forms.widgets.ChoiceWidget):
    """A widget with options that can stand in a skeleton: ``checked`` and ``selected`` are then marks."""

    slot = "selected"
    is_skeleton = False

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(*args, **kwargs)
        if self.is_skeleton:
            attribute = "selected" if self.slot == "selected" else "checked"
            option["attrs"][attribute] = mark(self.slot, option["name"], str(option["value"]))
        return option


class Radios(Slotted, forms.RadioSelect):
    slot = "one"


class Checkboxes(Slotted, forms.CheckboxSelectMultiple):
    slot = "many"


class Dropdown(Slotted, forms.Select):
    slot = "selected"


@dataclass(frozen=True)
class Inputs:
    """``look``: a class for the style sheet. ``limit``: of characters."""

    fields: Mapping[str, forms.Field]
    template: str
    look: str = ""
    limit: int = 0


def inputs_of(question: QuestionSpec) -> Inputs:
    return BUILDERS[question.kind](question)


def radios(name: str, options: Options, look: str = "") -> Inputs:
    return Inputs({name: forms.ChoiceField(choices=_said(options), required=False, widget=Radios)}, OPTIONS, look)


def checkboxes(name: str, options: Options) -> Inputs:
    return Inputs({name: forms.MultipleChoiceField(choices=_said(options), required=False, widget=Checkboxes)}, OPTIONS)


def dropdown(name: str, options: tuple[Any, ...], **attrs: str) -> Inputs:
    choices = (("", _("Choose one")), *_said(options))
    return Inputs({name: forms.ChoiceField(choices=choices, required=False, widget=Dropdown(attrs=attrs))}, ONE)


def line(name: str, look: str = "", limit: int = 0, **attrs: str) -> Inputs:
    widget = forms.TextInput(attrs={"autocomplete": "off", **{key.replace("_", "-"): value for key, value in attrs.items()}})
    return Inputs({name: forms.CharField(required=False, strip=False, widget=widget)}, ONE, look, limit)


def paragraph(name: str, limit: int, rows: int = 4) -> Inputs:
    widget = forms.Textarea(attrs={"rows": rows, "cols": False, "dir": "auto"})
    return Inputs({name: forms.CharField(required=False, strip=False, widget=widget)}, ONE, "", limit)


def countries(name: str, **attrs: str) -> Inputs:
    others = other_countries(reader_language())
    return dropdown(name, ((MEMBERS_OF_ASEAN, MEMBER_STATES), (OTHER_COUNTRIES, others)), **attrs)


def _said(options: tuple[Any, ...]) -> tuple[Any, ...]:
    """Labels in the language in which this form is built; a label that is a tuple is a group of options."""
    return tuple(
        (say(value), _said(label)) if isinstance(label, tuple) else (value, label if hasattr(label, "__html__") else say(label))
        for value, label in options
    )


def _options(question: QuestionSpec) -> Options:
    return tuple((choice.key, choice.label) for choice in type_of(question).options(question))


def _with_other(question: QuestionSpec, inputs: Inputs) -> Inputs:
    if not question.allow_other:
        return inputs
    other = line(other_key(question)).fields
    return Inputs({**inputs.fields, **other}, inputs.template, inputs.look)


def _single(question: QuestionSpec) -> Inputs:
    return _with_other(question, radios(question.key, _options(question)))


def _multiple(question: QuestionSpec) -> Inputs:
    return _with_other(question, checkboxes(question.key, _options(question)))


def _scale(question: QuestionSpec) -> Inputs:
    return radios(question.key, _options(question), look="scale")


def _position(question: QuestionSpec) -> Inputs:
    return radios(question.key, _options(question), look="position")


def _ranking(question: QuestionSpec) -> Inputs:
    kind = TYPES[question.kind]
    assert isinstance(kind, Ranking)
    places = (("", "–"), *((str(place), str(place)) for place in range(1, kind.places(question) + 1)))
    fields = {
        f"{question.key}__{choice.key}": forms.ChoiceField(
            label=say(choice.label), choices=places, required=False, widget=Dropdown()
        )
        for choice in question.choices
    }
    return Inputs(fields, PLACES)


def _number(question: QuestionSpec) -> Inputs:
    return line(question.key, look="number", inputmode="decimal")


def _short_text(question: QuestionSpec) -> Inputs:
    return line(question.key, limit=_limit(question))


def _long_text(question: QuestionSpec) -> Inputs:
    limit = _limit(question)
    return paragraph(question.key, limit, rows=4 if limit <= 1000 else 8)


def _date(question: QuestionSpec) -> Inputs:
    return line(question.key, look="date")


def _country(question: QuestionSpec) -> Inputs:
    return countries(question.key)


def _limit(question: QuestionSpec) -> int:
    kind = TYPES[question.kind]
    assert isinstance(kind, Text)
    return kind.limit(question)


BUILDERS: Mapping[str, Callable[[QuestionSpec], Inputs]] = {
    "single": _single,
    "multiple": _multiple,
    "scale": _scale,
    "position": _position,
    "ranking": _ranking,
    "number": _number,
    "short_text": _short_text,
    "long_text": _long_text,
    "date": _date,
    "country": _country,
}
FREE_TEXT = (forms.Textarea, forms.TextInput)
__all__ = ["BUILDERS", "FREE_TEXT", "OTHER", "Checkboxes", "Dropdown", "Inputs", "Options", "Radios", "Slotted", "inputs_of"]
