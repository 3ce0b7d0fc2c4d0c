"""A comment on a paragraph, from the moment it is sent to every page it is read on."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.roles import Role
from consultations.models import DraftText
from moderation.models import PublishedStatement, Tally
from moderation.services.claims import decide_claim
from moderation.services.decide import decide
from moderation.services.recount import recount
from responses.claims import wording_name
from responses.models import ParagraphComment, Response
from responses.services.amend import start_amendment
from responses.services.drafts import save_draft, start_draft
from responses.services.submit import submit_draft
from tests import make
from tests.consultations.services.test_texts import SECOND

pytestmark = pytest.mark.django_db
QUOTE, WORDING = "across its borders", "Each Party may allow data to move."


@pytest.fixture
def text() -> DraftText:
    about = make.consultation(publish=False)
    made = make.draft_text(about)
    make.put_up(about, made.versions.get())
    return made


def sent(paragraph: str = "p2", *, consent: str = "organisation", claim: dict[str, str] | None = None, **values: str) -> Response:
    draft = start_draft(form=make.form(), language="en")
    said = {f"text__chapter_on_data__{paragraph}__{name}": [value] for name, value in values.items()}
    save_draft(key=draft.idempotency_key, posted=make.whole_answer(consent=consent, **(claim or {})) | said)
    submit_draft(key=draft.idempotency_key)
    return Response.objects.get(pk=draft.pk)


def published(paragraph: str = "p2", **values: str) -> Response:
    response = sent(paragraph, consent="organisation", claim=None, **values)
    decide(response_id=response.pk, act="publish", reason="accepted", note="", by="moderator", seen=0)
    return response


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_publication_copies_the_comment_and_counts_its_position(text: DraftText) -> None:
    response = published(position="oppose", comment="Too strict.", quote=QUOTE, wording=WORDING)
    row = PublishedStatement.objects.get(key="text__chapter_on_data__p2")
    comment = ParagraphComment.objects.get()
    assert (row.paragraph_id, row.position, row.text, row.quote, row.wording) == (
        comment.paragraph_id,
        "oppose",
        "Too strict.",
        QUOTE,
        WORDING,
    )
    assert (row.quote_start, row.quote_end) == (comment.start, comment.end)
    counted = {(one.question, one.option): one.count for one in Tally.objects.filter(question__startswith="text__")}
    assert counted == {("text__chapter_on_data__p2", ""): 1, ("text__chapter_on_data__p2", "oppose"): 1}
    assert recount().sentences == []
    decide(response_id=response.pk, act="unpublish", reason="personal_data", note="It names a customer.", by="moderator", seen=1)
    assert not PublishedStatement.objects.exists()
    assert set(Tally.objects.values_list("count", flat=True)) == {0}


def test_the_record_refuses_what_was_not_said(text: DraftText) -> None:
    published(position="oppose", comment="Too strict.")
    for change in ({"position": "support"}, {"quote": "Made up."}, {"wording": "Made up."}, {"paragraph": None}):
        with pytest.raises(IntegrityError, match="Not what was said"), transaction.atomic():
            PublishedStatement.objects.filter(position="oppose").update(**change)


def test_a_comment_is_never_changed(text: DraftText) -> None:
    sent(comment="Too strict.")
    with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
        ParagraphComment.objects.update(position="support")


def test_the_pages_show_what_was_published_and_nothing_that_waits(client: Client, text: DraftText) -> None:
    response = published(position="oppose", comment="Too strict.", quote=QUOTE, wording=WORDING)
    sent(comment="Waiting words.")
    sent(consent="not_published", comment="Kept words.")
    assert "1 comment<span" in page(client, "/texts/chapter-on-data/")
    shown = page(client, "/texts/chapter-on-data/v1/p2/")
    assert "Article 1(1): 1 comment<" in shown
    for words in ("Too strict.", "Silk Road Parcels", f">{QUOTE}</blockquote>", "[left out: </span>shall<", "Oppose"):
        assert words in shown
    whole = page(client, f"/consultations/rules-for-trade/responses/{response.reference}/")
    assert f"<mark>{QUOTE}</mark>" in whole
    assert "Too strict." in whole
    for address in ("/texts/chapter-on-data/", "/texts/chapter-on-data/v1/p2/", "/consultations/rules-for-trade/responses/"):
        assert "Waiting words" not in page(client, address)
        assert "Kept words" not in page(client, address)


def test_positions_are_suppressed_like_all_small_counts(client: Client, text: DraftText) -> None:
    address = "/consultations/rules-for-trade/figures/"
    for _ in range(4):
        published(position="oppose")
    assert "Positions on “Chapter on data”, version 1" in page(client, address)
    few = page(client, address).rpartition("Positions on “Chapter on data”")[2]
    assert "Fewer than 5 published responses answer this question." in few
    for _ in range(5):
        published(position="support")
    more = page(client, address).rpartition("Positions on “Chapter on data”")[2]
    assert ">5<" in more
    assert ">4<" not in more


def test_the_officer_sees_paragraph_quote_and_redline(client: Client, text: DraftText) -> None:
    response = sent(position="with_changes", comment="Too strict.", quote=QUOTE, wording=WORDING)
    client.force_login(make.staff(Role.MODERATOR))
    shown = page(client, f"/admin/responses/response/{response.pk}/change/")
    for words in ("Article 1(1)", f"<mark>{QUOTE}</mark>", "Too strict.", "[put in: </span>may<", "Support with changes"):
        assert words in shown


def test_comments_are_carried_to_what_their_paragraph_became(client: Client, text: DraftText) -> None:
    published(comment="Too strict.", quote=QUOTE)
    published(comment="Which word?", quote="shall allow")
    published("p5", comment="Once a year is enough.")
    make.next_version(text, SECOND)
    assert "2 comments<span" in page(client, "/texts/chapter-on-data/v2/")
    carried = page(client, "/texts/chapter-on-data/v2/p2/")
    assert "From version 1, Article 1(1)" in carried
    assert "Changed" in carried
    assert "About these words:</p>" in carried.replace(" </p>", "</p>")  # still there, anchored again
    assert "About these words of the earlier version, which are not in this one:" in carried
    gone = page(client, "/texts/chapter-on-data/v2/").partition("Comments about text no longer there")[2]
    assert "/texts/chapter-on-data/v1/p5/" in gone
    assert "1 comment" in gone
    assert "This text is no longer there in version 2." in page(client, "/texts/chapter-on-data/v1/p5/")
    assert "Once a year is enough." in page(client, "/texts/chapter-on-data/v1/p5/")
    assert "/texts/chapter-on-data/v2/p2/" in page(client, "/texts/chapter-on-data/v1/p2/")


MARKED = "We keep [[our own vault]] of data."
PUBLIC = "We keep a room of data."
VAULT = wording_name("text__chapter_on_data__p2", "our own vault", 0)


def marked() -> Response:
    """With a passage in its comment, and public wording for it."""
    said = {"comment": MARKED} | {"position": "oppose"}
    return sent(claim={"claim__reason": "security", "claim__certify": "yes", VAULT: "a room"}, consent="organisation", **said)


def test_a_passage_of_a_comment_is_covered_everywhere(text: DraftText, client: Client) -> None:
    response = marked()
    full = "We keep our own vault of data."
    assert (response.claim, response.statements.get(key="text__chapter_on_data__p2").text) == ("claimed", full)
    decide_claim(response_id=response.pk, act="accept", reason="confidential", note="", by="moderator", seen=0)
    decide(response_id=response.pk, act="publish", reason="accepted", note="", by="moderator", seen=1)
    row = PublishedStatement.objects.get(key="text__chapter_on_data__p2")
    assert row.text == PUBLIC
    make.next_version(text, SECOND)
    base = "/consultations/rules-for-trade/responses/"
    for address in (base, f"{base}{response.reference}/", "/texts/chapter-on-data/v1/p2/", "/texts/chapter-on-data/v2/"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "vault" not in answer.content.decode(), address
    assert PUBLIC in page(client, f"{base}{response.reference}/")
    with pytest.raises(IntegrityError, match="Only the public text"), transaction.atomic():
        PublishedStatement.objects.filter(pk=row.pk).update(text=full)


def test_an_officer_sees_the_comment_as_the_public_would_and_both_sides_below(text: DraftText, client: Client) -> None:
    response = marked()
    client.force_login(make.staff(Role.MODERATOR))
    shown = page(client, f"/admin/responses/response/{response.pk}/change/")
    preview = shown.partition('id="preview-heading"')[2].partition("Marked as confidential")[0]
    assert PUBLIC in preview
    assert "vault" not in preview
    assert "of “Chapter on data”" in shown
    assert "We keep <mark>our own vault</mark> of data." in shown


def test_an_amendment_carries_the_marks_of_a_comment(text: DraftText) -> None:
    response = marked()
    draft = start_amendment(response=response).draft
    assert draft["text__chapter_on_data__p2__comment"] == [MARKED]
    assert draft[VAULT] == ["a room"]
    assert draft["claim__reason"] == ["security"]
