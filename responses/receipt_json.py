"""A receipt for machines: a stable shape, described in docs/mail.md. Imports no Django forms.

Names of fields are English. ``words`` says for people, in the reader's language, what the codes mean.

``response`` holds what never changes once it was sent. ``sha256`` is that of its canonical bytes: JSON with sorted keys, no
spaces, UTF-8, texts in NFC. All values in it are texts, lists and whole numbers, for which this is RFC 8785.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language, override

from consultations.kinds import Answer, type_of
from consultations.queries import AskedForm
from consultations.spec import QuestionSpec
from core.language import say
from responses.comments import Comment
from responses.models import Response
from responses.states import Consent, Timing

SHAPE = "defa-receipt/1"
RESPONDENT = ("capacity", "organisation", "name", "email", "country", "sector", "size")


def receipt_json(
    *, response: Response, form: AskedForm, answers: dict[str, Answer], comments: Iterable[Comment], zone: str, shown: AskedForm
) -> dict[str, Any]:
    """``answers``: what was sent, by question key; ``comments``: on draft texts; ``zone``: in which the portal states times.

    ``form``: in the language of the portal's own texts, as what is hashed has to be; ``shown``: in that of the reader.
    """
    with override(settings.LANGUAGE_CODE):
        sent = _sent(response, form, answers, comments)
    assert response.submitted_at is not None
    return {
        "shape": SHAPE,
        "language": get_language() or settings.LANGUAGE_CODE,
        "consultation_title": shown.consultation_title,
        "phase_title": shown.phase_title,
        "received_at_stated": response.submitted_at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds"),
        "zone": zone,
        "words": _words(response, shown, answers),
        "response": sent,
        "sha256": hashlib.sha256(canonical(sent)).hexdigest(),
    }


def canonical(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _words(response: Response, shown: AskedForm, answers: dict[str, Answer]) -> dict[str, Any]:
    """In the language of the moment."""
    return {
        "timing": str(Timing(response.timing).label),
        "consent": str(Consent(response.consent).label),
        "answers": [
            {"key": key, "question": shown.spec.by_key[key].text, "in_words": _in_words(shown.spec.by_key[key], answer)}
            for key, answer in answers.items()
        ],
    }


def _sent(response: Response, form: AskedForm, answers: dict[str, Answer], comments: Iterable[Comment]) -> dict[str, Any]:
    assert response.submitted_at is not None
    return {
        "reference": response.reference,
        "edition": response.edition,
        "consultation": form.consultation_slug,
        "phase": form.phase_number,
        "form_revision": form.revision_number,
        "received_at": _utc(response.submitted_at),
        "timing": response.timing,
        "language": response.language,
        "consent": response.consent,
        "consent_version": response.consent_version,
        "respondent": {name: getattr(response, name) for name in RESPONDENT},
        "answers": [_answer(form.spec.by_key[key], answer) for key, answer in answers.items()],
        "comments": [_comment(one) for one in comments],
    }


def _comment(comment: Comment) -> dict[str, Any]:
    return {
        "paragraph": say(comment.paragraph.name),
        "position": comment.position,
        "quote": comment.quote,
        "text": comment.text,
        "proposed_wording": comment.wording,
    }


def _answer(question: QuestionSpec, answer: Answer) -> dict[str, Any]:
    return {
        "key": question.key,
        "kind": question.kind,
        "question": question.text,
        "value": answer.value,
        "texts": dict(answer.texts),
        "in_words": _in_words(question, answer),
    }


def _in_words(question: QuestionSpec, answer: Answer) -> list[str]:
    return [say(line) for line in type_of(question).display(question, answer)]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
