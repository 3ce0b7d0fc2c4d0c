"""A questionnaire as PDF, to read, to print and to clear on paper. It is not read back."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from consultations.kinds import Raw
from consultations.queries import AskedForm
from core.pdf import is_right_to_left, lang_of, make_pdf
from responses.clearance.fields import CHOICE, PLACE, TEXT, TICK, Asked, Chapter, Field, chapters_of
from responses.clearance.guide import guide
from responses.clearance.values import text_of

MOST_OPTIONS = 40  # a list of all countries is not printed


def write_pdf(form: AskedForm, raw: Raw) -> bytes:
    data = {
        "title": form.consultation_title,
        "author": settings.SITE_NAME,
        "description": _("Questionnaire of %(consultation)s, %(phase)s")
        % {"consultation": form.consultation_title, "phase": form.phase_title},
        "keywords": [_("questionnaire")],
        "words": {"chosen": _("(chosen)"), "unanswered": _("No answer")},
        "footer": f"{settings.SITE_NAME} · {form.consultation_slug} {form.edition}",
        "head": [guide(form)[0], guide(form)[3]],
        "groups": [_group(chapter, raw) for chapter in chapters_of(form)],
    }
    return make_pdf(template="form", data=data)


def _group(chapter: Chapter, raw: Raw) -> dict[str, Any]:
    rows = [_row(asked, raw) for asked in chapter.asked]
    return {"title": chapter.title, "lang": lang_of(chapter.title), "notes": chapter.notes, "rows": rows}


def _row(asked: Asked, raw: Raw) -> dict[str, Any]:
    options = [option for one in asked.fields for option in _options(one, raw)]
    written = [one for one in asked.fields if one.look not in (TICK, PLACE) and not _listed(one)]
    answer = "\n".join(text for one in written if (text := text_of(one, raw)))
    room = 0 if not written else 5 if any(one.look == TEXT for one in written) else 1
    return {
        "question": asked.text,
        "question_lang": lang_of(asked.text),
        "notes": asked.notes,
        "options": options,
        "answer": answer,
        "lang": "",
        "rtl": is_right_to_left(answer),
        "room": room,
    }


def _options(one: Field, raw: Raw) -> list[dict[str, Any]]:
    if one.look == TICK:
        return [{"label": one.label, "lang": lang_of(one.label), "ticked": bool(text_of(one, raw))}]
    if one.look == PLACE:
        place = text_of(one, raw)
        return [{"label": _("%(choice)s: place %(place)s") % {"choice": one.label, "place": place or "…"}, "ticked": bool(place)}]
    if _listed(one):
        chosen = text_of(one, raw)
        return [{"label": label, "lang": lang_of(label), "ticked": label == chosen} for _value, label in one.options]
    return []


def _listed(one: Field) -> bool:
    return one.look == CHOICE and len(one.options) <= MOST_OPTIONS
