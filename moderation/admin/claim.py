"""What the page of a response says about a confidentiality claim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consultations.spec import FormSpec
from moderation import disclosure
from moderation.comments import shown
from moderation.services.record import comment_of
from responses.claims import MarkedText
from responses.comments import comment_title
from responses.marks import Passage
from responses.models import Response, Statement
from responses.pairs import Pair, pairs_of
from responses.states import ClaimState


@dataclass(frozen=True)
class ClaimOnPage:
    state: str
    reason: str
    words: str
    pairs: list[Pair]


def claim_of(
    response: Response, spec: FormSpec, statements: Sequence[Statement], passages: Mapping[int, tuple[Passage, ...]]
) -> ClaimOnPage | None:
    """None where nothing is marked. ``passages``: by statement id."""
    if response.claim == ClaimState.NONE:
        return None
    marked = [
        MarkedText(one.key, title, one.text, passages[one.pk])
        for one in statements
        if passages[one.pk] and (title := _title(spec, one))
    ]
    return ClaimOnPage(
        state=response.get_claim_display().lower(),
        reason=response.get_claim_reason_display(),
        words=response.claim_words,
        pairs=pairs_of(marked, language=response.language),
    )


def _title(spec: FormSpec, statement: Statement) -> str:
    """What the text answers; ``statement`` was read with its comment."""
    if comment := comment_of(statement):
        return comment_title(shown(comment.paragraph), comment.paragraph.version.text.title)
    question = disclosure.question_of(spec, statement.key)
    return question.text if question else ""
