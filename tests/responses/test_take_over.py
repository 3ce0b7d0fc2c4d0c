"""Several phases in one consultation, and taking over the answers of an earlier one."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from consultations.models import Consultation, Phase, Question
from consultations.services.forms import first_revision
from consultations.services.publish import copy_questionnaire, move_window
from core.clock import database_now
from core.errors import Refused
from responses.merging import Seen, digest
from responses.models import Response
from responses.services.amend import withdraw
from responses.services.drafts import save_draft, start_draft
from responses.services.submit import submit_draft
from tests import make
from tests.responses.pages import Sent, begin, send

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def earlier(client: Client) -> Sent:
    """Sent in the first phase, which has closed since; the second is open."""
    about = make.consultation()
    sent = send(client)
    later_phase(about)
    return sent


def later_phase(about: Consultation) -> Phase:
    """Two questions as before, one with other words and choices, one of another kind, one new."""
    first, now = about.phases.get(), database_now()
    Phase.objects.filter(pk=first.pk).update(closes_at=now - timedelta(minutes=1))
    second = Phase.objects.create(consultation=about, number=2, title="Second phase", opens_at=now + DAY, closes_at=now + 9 * DAY)
    copy_questionnaire(source=first, target=second, by="test")
    mine = Question.objects.filter(section__phase=second)
    mine.filter(key="barrier").update(allow_other=False)
    mine.filter(key="days").update(kind="short_text")
    make.add_question(second.sections.get(), key="more", text="Anything more?", order=9)
    first_revision(phase=second, by="test")
    move_window(
        phase=second, opens_at=now - timedelta(seconds=1), closes_at=now + 9 * DAY, by="test", reason="as the test needs it"
    )
    return second


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_answers_to_the_same_questions_are_taken_over_and_told(client: Client, earlier: Sent) -> None:
    here = begin(client)
    assert f'href="{here}take-over/"' in page(client, here)
    answer = client.post(f"{here}take-over/", {"reference": earlier.reference, "code": earlier.code})
    assert (answer.status_code, answer["Location"]) == (303, f"{here}take-over/")
    told = page(client, f"{here}take-over/")
    assert f"2 answers taken over from {earlier.reference}" in told
    taken, _, left = told.partition("Not taken over")
    assert "What is your position on this element?" in taken
    assert "Why?" in taken
    assert "What hinders you most?" in left
    assert "How many days does it take?" in left
    draft = Response.objects.drafts().get().draft
    assert (draft["stance"], draft["reasons"]) == (make.WHOLE_ANSWER["stance"], make.WHOLE_ANSWER["reasons"])
    assert draft["profile__organisation"] == ["Silk Road Parcels"]
    assert "consent" not in draft
    assert "days" not in draft


def test_what_was_typed_is_not_overwritten_and_again_changes_nothing(client: Client, earlier: Sent) -> None:
    here = begin(client)
    client.post(f"{here}s/trade/", {"reasons": "New words."})
    for _ in range(2):
        client.post(f"{here}take-over/", {"reference": earlier.reference, "code": earlier.code})
        draft = Response.objects.drafts().get().draft
        assert draft["reasons"] == ["New words."]
        assert draft["taken-questions"] == ["What is your position on this element?"]


@pytest.mark.parametrize(("reference", "code"), [("", ""), ("DEFA-0000-0000-0", "x"), ("\0", "\0")])
def test_a_wrong_code_takes_nothing(client: Client, earlier: Sent, reference: str, code: str) -> None:
    here = begin(client)
    answer = client.post(f"{here}take-over/", {"reference": reference or earlier.reference, "code": code})
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert Response.objects.drafts().get().draft == {}


def test_a_response_of_the_same_phase_of_elsewhere_or_withdrawn_gives_nothing(client: Client, earlier: Sent) -> None:
    here = begin(client)
    withdraw(response=Response.objects.get(reference=earlier.reference))
    shown = client.post(f"{here}take-over/", {"reference": earlier.reference, "code": earlier.code}).content.decode()
    assert "This response was withdrawn." in shown
    draft = start_draft(form=make.form())
    save_draft(key=draft.idempotency_key, posted=make.whole_answer(barrier="paper", barrier__other=""))
    same = submit_draft(key=draft.idempotency_key)
    shown = client.post(f"{begin(client)}take-over/", {"reference": same.reference, "code": same.code}).content.decode()
    assert "was not sent in an earlier phase" in shown


def test_public_windows_of_one_consultation_cannot_overlap() -> None:
    about = make.consultation()
    first, now = about.phases.get(), database_now()
    second = Phase.objects.create(consultation=about, number=2, title="Second", opens_at=now + DAY, closes_at=now + 60 * DAY)
    copy_questionnaire(source=first, target=second, by="test")
    with pytest.raises(Refused, match="“First phase” is open in this window"):
        first_revision(phase=second, by="test")
    move_window(phase=second, opens_at=first.closes_at, closes_at=now + 60 * DAY, by="test", reason="apart")
    first_revision(phase=second, by="test")
    with pytest.raises(Refused, match="“Second” is open in this window"):
        move_window(phase=first, opens_at=first.opens_at, closes_at=first.closes_at + DAY, by="test", reason="longer")
    with pytest.raises(IntegrityError, match="cannot be open at the same time"), transaction.atomic():
        Phase.objects.filter(pk=first.pk).update(closes_at=first.closes_at + DAY)


def test_the_page_of_the_consultation_lists_its_phases(client: Client) -> None:
    about = make.consultation(publish=False)
    make.put_up(about, make.draft_text(about).versions.get())
    make.published(about.phases.get())
    later_phase(about)
    shown = page(client, "/consultations/rules-for-trade/")
    first, _, second = shown.partition("Second phase")
    assert 'href="/texts/chapter-on-data/v1/"' in first
    assert 'href="/consultations/rules-for-trade/figures/#phase-1">1 published response: the figures' in first
    assert "5 questions in 1 section" in second
    assert "Nothing published yet" in second
    hidden = Phase.objects.create(
        consultation=about,
        number=3,
        title="Third, being prepared",
        opens_at=database_now() + 90 * DAY,
        closes_at=database_now() + 99 * DAY,
    )
    assert hidden.title not in page(client, "/consultations/rules-for-trade/")


def test_window_that_was_open_meanwhile_writes_over_nothing_unseen(client: Client, earlier: Sent) -> None:
    here = begin(client)
    assert client.post(f"{here}take-over/", {"reference": earlier.reference, "code": earlier.code}).status_code == 303
    draft = Response.objects.drafts().get()
    started = Seen(draft.draft_version - 1, {"reasons": digest([])}, "0" * 16)
    saved = save_draft(key=draft.idempotency_key, posted={"reasons": ["Mine"]}, seen=started)
    assert saved.twice == {"reasons"}
    draft.refresh_from_db()
    assert draft.draft["reasons"] == make.WHOLE_ANSWER["reasons"]
