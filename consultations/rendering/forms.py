"""The inputs of a part as HTML, by crispy-forms: with the values and errors of one page, or with marks for a skeleton."""

from collections.abc import Collection, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.template import Context
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString, mark_safe

from consultations.fields import FREE_TEXT, Slotted
from consultations.rendering.parts import Block, Part, QuestionsForm
from consultations.slots import Raw, first, mark
from core.language import say


def render_part(
    part: Part, raw: Raw, asked: Collection[str], errors: Mapping[str, str] | None = None, language: str = ""
) -> SafeString:
    """``errors``: block key or input name -> sentence. ``asked``: keys of the blocks to show."""
    errors = errors or {}
    many = {name for name, field in part.form_class.base_fields.items() if isinstance(field, forms.MultipleChoiceField)}
    values = MultiValueDict({name: list(raw.get(name, ())) if name in many else [first(raw, name)] for name in part.names})
    wrong = [(block, errors[block.key]) for block in part.blocks if block.key in errors]
    invalid = {name: [error] for block, error in wrong for name in block.marked_invalid(error)}
    form = part.form_class(values, invalid)
    for name, field in form.fields.items():
        if language and isinstance(field.widget, FREE_TEXT):
            field.widget.attrs["lang"] = language
        _describe(field, part, name, errors)
    return _render(form, [BlockLayout(block, errors.get(block.key, "")) for block in part.blocks if block.key in asked])


def render_marks(part: Part) -> SafeString:
    """The same with a mark at every value: what a skeleton is split from."""
    values = MultiValueDict({name: [mark("value", name)] for name in part.names})
    form = part.form_class(values)
    for name, field in form.fields.items():
        if isinstance(field.widget, Slotted):
            field.widget.is_skeleton = True
        if isinstance(field.widget, forms.Textarea):
            values.setlist(name, [mark("text", name)])
        if isinstance(field.widget, FREE_TEXT):
            field.widget.attrs["lang"] = mark("lang")
        _describe(field, part, name, {})
    return _render(form, [BlockLayout(block, "", marked=True) for block in part.blocks])


class BlockLayout:
    """One question in a crispy layout."""

    def __init__(self, block: Block, error: str, marked: bool = False) -> None:
        self.block, self.error, self.marked = block, error, marked

    def render(self, form: QuestionsForm, context: Context, template_pack: str = "bootstrap5", **_: Any) -> SafeString:
        block = self.block
        of_other = block.is_about_other(self.error)
        error = "" if of_other else self.error
        fields = {name: form[name] for name in block.names}
        html: str = render_to_string(
            block.inputs.template,
            {
                "question": block,  # not “block”: inside a block of a template that word is taken
                "error": say(error),
                "other_error": say(self.error) if of_other else "",
                "field": fields[block.names[0]],
                "fields": [field for name, field in fields.items() if name != block.other],
                "other": fields.get(block.other),
                "described_by": _described_by(block, error),
            },
        )
        if self.marked:
            html = mark("block", block.key) + html + mark("end", block.key)
        return mark_safe(html)  # noqa: S308 - made by templates from escaped values


def _render(form: QuestionsForm, blocks: list[BlockLayout]) -> SafeString:
    form.helper = FormHelper()
    form.helper.layout = Layout(*blocks)
    html: SafeString = form.helper.render_layout(form, Context(form.helper.get_attributes()))
    return html


def _describe(field: forms.Field, part: Part, name: str, errors: Mapping[str, str]) -> None:
    block = next(one for one in part.blocks if name in one.inputs.fields)
    error = errors.get(block.key, "")
    described_by = "" if block.is_group else _described_by(block, error)
    if name == block.other and block.is_about_other(error):
        described_by = f"error-{block.key}"
    if described_by:
        field.widget.attrs["aria-describedby"] = described_by


def _described_by(block: Block, error: str) -> str:
    """Ids of what belongs to the question, in reading order."""
    present = {
        "if": block.only_if,
        "help": block.help,
        "how": block.inputs.look == "date",
        "unit": block.unit,
        "limit": block.inputs.limit,
        "error": error,
    }
    return " ".join(f"{name}-{block.key}" for name, there in present.items() if there)
