"""One part of a form (a section of the questionnaire, or a page of questions of our own) made ready to be rendered.

A part is built once per form revision, language and process: its blocks, and the Django form class with all their fields.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString

from consultations.fields import ONE, OPTIONS, Inputs, Radios, inputs_of
from consultations.kinds.base import input_at, other_key
from consultations.rendering.conditions import for_script, on_same_page, only_if
from consultations.spec import FormSpec, QuestionSpec, SectionSpec
from core.language import say
from core.markup import render_markdown


@dataclass(frozen=True, eq=False)
class Block:
    """One question on a page: a label with its input, or a legend with a group of them."""

    key: str
    text: str
    inputs: Inputs
    help: str = ""
    needed: bool = False
    unit: str = ""
    other: str = ""  # name of the “Other, please say” input
    only_if: str = ""
    show_if: str = ""

    @property
    def is_group(self) -> bool:
        return self.inputs.template != ONE

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.inputs.fields)

    @property
    def first_id(self) -> str:
        return f"id_{self.names[0]}" + ("_0" if self.inputs.template == OPTIONS else "")

    @property
    def is_radio(self) -> bool:
        return isinstance(next(iter(self.inputs.fields.values())).widget, Radios)

    def id_for(self, error: str) -> str:
        """Where a link from the error summary leads."""
        at = input_at(error)
        return f"id_{at}" if at in self.names else self.first_id

    def is_about_other(self, error: str) -> bool:
        """The choice stands; what is wrong is the text of “Other, please say”."""
        return bool(self.other) and input_at(error) == self.other

    def marked_invalid(self, error: str) -> tuple[str, ...]:
        """Inputs that get ``aria-invalid``; of radio buttons the group gets it."""
        if self.is_about_other(error):
            return (self.other,)
        return () if self.is_radio else tuple(name for name in self.names if name != self.other)

    @property
    def unposted(self) -> str:
        """The input of which a browser posts nothing when nothing is chosen."""
        return self.names[0] if self.inputs.template == OPTIONS else ""


@dataclass(frozen=True, eq=False)
class Part:
    key: str
    title: str
    intro: SafeString
    blocks: tuple[Block, ...]
    form_class: "type[QuestionsForm]"
    intro_words: str = ""  # as they were written, with their language

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self.form_class.base_fields)

    @property
    def some_needed(self) -> bool:
        return any(block.needed for block in self.blocks)


def build_part(key: str, title: str, intro: str, blocks: tuple[Block, ...]) -> Part:
    fields: dict[str, Any] = {name: field for block in blocks for name, field in block.inputs.fields.items()}
    form_class = type("QuestionsForm", (QuestionsForm,), fields)
    return Part(key, say(title), render_markdown(say(intro)), blocks, form_class, say(intro))


def build_section(section: SectionSpec, spec: FormSpec) -> Part:
    blocks = tuple(_block(question, section, spec) for question in section.questions)
    return build_part(section.key, section.title, section.intro, blocks)


class QuestionsForm(forms.Form):
    """Bound to raw values and to the errors that ``consultations.validation`` found; it validates nothing by itself."""

    use_required_attribute = False
    helper: Any

    def __init__(self, values: MultiValueDict[str, Any] | None = None, errors: Mapping[str, list[str]] | None = None) -> None:
        self.found = errors or {}
        super().__init__(data=values)

    def full_clean(self) -> None:
        self._errors = forms.utils.ErrorDict(
            {name: self.error_class(sentences) for name, sentences in self.found.items() if name in self.fields}
        )


def _block(question: QuestionSpec, section: SectionSpec, spec: FormSpec) -> Block:
    live = on_same_page((*section.show_if, *question.show_if), section)
    return Block(
        key=question.key,
        text=say(question.text),
        inputs=inputs_of(question),
        help=say(question.help),
        needed=question.required,
        unit=say(question.unit),
        other=other_key(question) if question.allow_other else "",
        only_if=only_if(live, spec),
        show_if=for_script(live) if live else "",
    )
