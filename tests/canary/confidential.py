"""Responses with confidential passages and files, in every state of their claim."""

import uuid

from moderation.services.claims import decide_claim
from moderation.services.decide import decide
from responses.claims import wording_name
from responses.models import Response
from responses.services.drafts import save_draft, start_draft
from responses.services.files import describe_file
from responses.services.submit import submit_draft
from tests import make
from tests.canary.tokens import Planted, token

COMMENT = "text__chapter_on_data__p4__comment"


def plant_confidential(planted: Planted, slug: str) -> None:
    _begun(planted, slug, "in a draft")
    _sent(planted, slug, "with an undecided claim")
    refused = _sent(planted, slug, "with a refused claim")
    _decide_claim(refused, "refuse", "known", _secret(planted, "note of a refusal"))
    waiting = _sent(planted, slug, "with an accepted claim, waiting")
    _decide_claim(waiting, "accept", "confidential")
    published = _sent(planted, slug, "with an accepted claim, published", published=True)
    _decide_claim(published, "accept", "confidential")
    decide(response_id=published.pk, act="publish", reason="accepted", note="", by="moderator-one", seen=1)
    planted.published_reference = published.reference


def _begun(planted: Planted, slug: str, state: str, *, published: bool = False) -> Response:
    """Tokens in all that is confidential; in all that stands for it too, which may be public only once it is published."""
    draft = start_draft(form=make.form(slug))
    passage, wording, words = (_secret(planted, f"{what} {state}") for what in ("passage", "wording", "words of the reason"))
    planted.secret.pop(wording)
    shown = {wording: f"wording {state}"}
    answers = make.whole_answer(
        consent="anonymous",
        profile__name=_secret(planted, f"name {state}"),
        profile__organisation=_secret(planted, f"organisation {state}"),
        profile__email=f"{_secret(planted, f'e-mail {state}')}@example.org",
        **{COMMENT: f"Here we keep [[{_secret(planted, f'passage of a comment {state}')}]]."},
        reasons=f"We say [[that {passage} is]] and [[no more {_secret(planted, f'second passage {state}')}]].",
        claim__reason="other",
        claim__words=words,
        claim__certify="yes",
    )
    save_draft(key=draft.idempotency_key, posted=answers | {wording_name("reasons", f"that {passage} is", 0): [wording]})
    original = _file(planted, draft, f"confidential file {state}", confidential=True)
    version = token()
    make.attachment(draft, name=f"{version}.txt", content=version.encode(), public_version_of=original)
    summarised = _file(planted, draft, f"summarised file {state}", confidential=True)
    summary = token()
    describe_file(key=draft.idempotency_key, file=summarised, summary=summary)
    shown |= {version: f"public version {state}", summary: f"summary {state}"}
    (planted.public if published else planted.secret).update(shown)
    return draft


def _sent(planted: Planted, slug: str, state: str, *, published: bool = False) -> Response:
    draft = _begun(planted, slug, state, published=published)
    planted.secret[str(draft.idempotency_key)] = f"key of a draft {state}"
    submit_draft(key=draft.idempotency_key)
    return Response.objects.get(pk=draft.pk)


def _file(planted: Planted, draft: Response, what: str, *, confidential: bool) -> uuid.UUID:
    name, content = _secret(planted, f"name of a {what}"), _secret(planted, f"content of a {what}")
    made = make.attachment(draft, name=f"{name}.txt", content=content.encode(), confidential=confidential)
    planted.secret[made.stored_as] = f"place of a {what}"
    planted.secret[made.sha256] = f"sum of a {what}"
    return made.uuid


def _secret(planted: Planted, what: str) -> str:
    made = token()
    planted.secret[made] = what
    return made


def _decide_claim(response: Response, act: str, reason: str, note: str = "") -> None:
    decide_claim(response_id=response.pk, act=act, reason=reason, note=note, by="moderator-one", seen=0)
