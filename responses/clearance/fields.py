"""What stands in a document: every input of every part of a form, each with a tag that machines find again."""

from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from consultations.kinds import type_of
from consultations.kinds.base import other_key
from consultations.kinds.choices import Ranking
from consultations.queries import AskedForm
from consultations.rendering.conditions import only_if
from consultations.rendering.parts import Block, Part
from consultations.spec import FormSpec, QuestionSpec, SectionSpec
from core.language import say
from core.per_language import per_language
from responses.forms import consent_part, profile_part
from responses.states import Consent

FORM_TAG = "defa:form"
LONGEST_TAG = 64  # more than that Word does not take
TEXT, LINE, CHOICE, TICK, PLACE = "text", "line", "choice", "tick", "place"


@dataclass(frozen=True)
class Field:
    """One place to write. ``options``: (value, label) of a choice. ``value``: what a tick stands for. ``label``: beside it."""

    name: str
    look: str
    label: str = ""
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def tag(self) -> str:
        name = f"defa:{self.name}={self.value}" if self.look == TICK else f"defa:{self.name}"
        if len(name) <= LONGEST_TAG:
            return name
        return f"{name[: LONGEST_TAG - 9]}~{sha256(name.encode()).hexdigest()[:8]}"


@dataclass(frozen=True)
class Asked:
    """One question with its places to write; ``notes``: help, condition, what is allowed."""

    key: str
    text: str
    notes: tuple[str, ...]
    fields: tuple[Field, ...]
    question: QuestionSpec | None = None


@dataclass(frozen=True)
class Chapter:
    title: str
    notes: tuple[str, ...]
    asked: tuple[Asked, ...]


@per_language
def chapters_of(form: AskedForm) -> tuple[Chapter, ...]:
    """About you, the sections, publication: in the order of the pages and the language of the moment."""
    sections = (_section(section, form.spec) for section in form.spec.sections)
    return (_own(profile_part()), *sections, _own(consent_part()))


def asked_in(form: AskedForm) -> list[Asked]:
    return [asked for chapter in chapters_of(form) for asked in chapter.asked]


def form_mark(form: AskedForm) -> str:
    """What tells a document's form: slug and edition; and the language it is written in."""
    return f"{form.consultation_slug} {form.edition} {get_language() or settings.LANGUAGE_CODE}"


def _own(part: Part) -> Chapter:
    return Chapter(say(part.title), (), tuple(_own_question(block) for block in part.blocks))


def _own_question(block: Block) -> Asked:
    fields = tuple(field for name, one in block.inputs.fields.items() for field in _of_input(name, one))
    notes = _notes(say(block.help), _("Needs an answer.") if block.needed else "")
    return Asked(block.key, say(block.text), notes, fields)


def _of_input(name: str, field: forms.Field) -> tuple[Field, ...]:
    if isinstance(field, forms.MultipleChoiceField):
        return tuple(Field(name, TICK, label, value) for value, label in _flat(field.choices))
    if isinstance(field, forms.ChoiceField):
        return (Field(name, CHOICE, options=_distinct(_flat(field.choices))),)
    return (Field(name, LINE),)


def _flat(choices: Any) -> list[tuple[str, str]]:
    """Of groups of choices their members; without the empty one."""
    flat: list[tuple[str, str]] = []
    for value, label in choices:
        members = label if isinstance(label, (list, tuple)) else [(value, label)]
        flat += [(str(one), _plain(one, words)) for one, words in members]
    return [pair for pair in flat if pair[0]]


def _plain(value: object, label: object) -> str:
    """The label of a consent without the effect that stands behind it on the page."""
    return str(dict(Consent.choices).get(str(value), label)) if hasattr(label, "__html__") else say(label)


def _section(section: SectionSpec, spec: FormSpec) -> Chapter:
    asked = tuple(_question(question, spec) for question in section.questions)
    condition = say(only_if(section.show_if, spec))
    about_it = _("For this whole part: %(condition)s") % {"condition": condition} if condition else ""
    return Chapter(section.title, _notes(section.intro, about_it), asked)


def _question(question: QuestionSpec, spec: FormSpec) -> Asked:
    needed = _("Needs an answer.") if question.required else ""
    notes = _notes(question.help, say(only_if(question.show_if, spec)), needed, _allowed(question))
    return Asked(question.key, question.text, notes, _fields(question), question)


def _fields(question: QuestionSpec) -> tuple[Field, ...]:
    kind = type_of(question)
    other = (Field(other_key(question), LINE, _("If other: what?")),) if question.allow_other else ()
    match question.kind:
        case "multiple":
            return (*(Field(question.key, TICK, say(one.label), one.key) for one in kind.options(question)), *other)
        case "ranking":
            return tuple(Field(f"{question.key}__{one.key}", PLACE, say(one.label)) for one in question.choices)
        case "single" | "scale" | "position" | "country":
            offered = _distinct([(one.key, say(one.label)) for one in kind.options(question)])
            return (Field(question.key, CHOICE, options=offered), *other)
        case "long_text":
            return (Field(question.key, TEXT),)
    return (Field(question.key, LINE),)


def _allowed(question: QuestionSpec) -> str:
    kind = type_of(question)
    match question.kind:
        case "date":
            return _("Write the date as year-month-day, for example 2027-03-31.")
        case "number":
            if question.unit:
                return _("Write a number in digits (%(unit)s).") % {"unit": question.unit}
            return _("Write a number in digits.")
        case "multiple" if question.max_choices:
            return _("Choose %(number)s at most.") % {"number": question.max_choices}
        case "ranking":
            assert isinstance(kind, Ranking)
            return _("Give places from 1 to %(last)s, each once; 1 is the first.") % {"last": kind.places(question)}
        case "long_text":
            return _("%(number)s characters at most.") % {"number": question.max_characters or 4000}
    return ""


def _notes(*sentences: str) -> tuple[str, ...]:
    return tuple(sentence for sentence in sentences if sentence)


def _distinct(options: list[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Two choices of one label are told apart by their keys."""
    alike = Counter(" ".join(label.split()).casefold() for _, label in options)

    def told_apart(value: str, label: str) -> str:
        return f"{label} ({value})" if alike[" ".join(label.split()).casefold()] > 1 else label

    return tuple((value, told_apart(value, label)) for value, label in options)


__all__ = ["Asked", "Chapter", "Field", "asked_in", "chapters_of", "form_mark"]
