"""Confidential passages of a sent response: written with it, read again for its owner and for moderation."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from consultations.spec import FormSpec
from consultations.texts import AskedText
from responses.claims import Claim, MarkedText
from responses.comments import comment_title
from responses.marks import Passage
from responses.models import ConfidentialPassage, Response, Statement
from responses.states import ClaimState


def store_passages(*, key: uuid.UUID, claim: Claim) -> None:
    """Inside the transaction that sent the response with this key. Two queries, and none without passages."""
    if not claim.texts:
        return
    statements = dict(Statement.objects.filter(response__idempotency_key=key).values_list("key", "pk"))
    ConfidentialPassage.objects.bulk_create(
        ConfidentialPassage(
            statement_id=statements[text.name],
            order=order,
            start=passage.start,
            end=passage.end,
            public_wording=passage.public_wording,
        )
        for text in claim.texts
        for order, passage in enumerate(text.passages)
    )


def passages_by_statement(responses: Iterable[Response]) -> Mapping[int, tuple[Passage, ...]]:
    """Statement id -> its passages in order. One query, and none where nothing is marked."""
    claimed = [response.pk for response in responses if response.claim != ClaimState.NONE]
    found: dict[int, tuple[Passage, ...]] = defaultdict(tuple)
    if claimed:
        rows = ConfidentialPassage.objects.filter(statement__response__in=claimed).order_by("statement_id", "order")
        for statement, start, end, wording in rows.values_list("statement_id", "start", "end", "public_wording"):
            found[statement] += (Passage(start, end, wording),)
    return found


def marked_texts(response: Response, spec: FormSpec, texts: Sequence[AskedText] = ()) -> tuple[MarkedText, ...]:
    """The statements of a sent response that hold passages, in the order of the form; of comments those on ``texts``."""
    passages = passages_by_statement([response])
    if not passages:
        return ()
    statements = Statement.objects.filter(pk__in=list(passages)).order_by("order")
    titles = {question.key: question.text for question in spec.questions()}
    titles |= {text.statement(one.key): comment_title(one, text.title) for text in texts for one in text.paragraphs}
    titled = ((one, titles.get(one.key) or titles.get(one.key.partition("__")[0])) for one in statements)
    return tuple(MarkedText(one.key, title, one.text, passages[one.pk]) for one, title in titled if title)
