"""Questionnaires as pages: rendered by crispy-forms once per form revision and process, then filled with each draft's values."""

from django.utils.safestring import SafeString

from consultations.rendering.conditions import asked_on_page, shown_now
from consultations.rendering.forms import render_part
from consultations.rendering.pages import error_summary, named, render_page, section_part, shelf
from consultations.rendering.parts import Block, Part, build_part, build_section
from consultations.spec import FormSpec, SectionSpec


def preview_section(section: SectionSpec) -> SafeString:
    """The questions of a section, empty, all shown: for the preview in the admin."""
    part = build_section(section, FormSpec((section,)))
    return render_part(part, {}, {block.key for block in part.blocks})


__all__ = [
    "Block",
    "Part",
    "asked_on_page",
    "build_part",
    "build_section",
    "error_summary",
    "named",
    "preview_section",
    "render_page",
    "render_part",
    "section_part",
    "shelf",
    "shown_now",
]
