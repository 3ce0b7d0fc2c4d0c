"""Pages of a draft with lists cost the same for one row and for three; the list of members has its test beside its other ones."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from responses.services.drafts import save_draft, start_draft
from responses.services.files import describe_file
from tests import make

pytestmark = pytest.mark.django_db
QUERIES = 2  # the draft and its files


@pytest.mark.parametrize("number", [1, 3])
def test_pages_with_files_cost_a_fixed_number_of_queries(
    client: Client, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    """Each file confidential, each with a summary; a passage for each in a text."""
    make.consultation()
    draft = start_draft(form=make.form())
    said = " ".join(f"[[secret number {n}]] and" for n in range(number))
    save_draft(key=draft.idempotency_key, posted=make.whole_answer(reasons=said))
    for n in range(number):
        file = make.attachment(draft, name=f"costs{n}.txt", content=f"{n} dollars".encode(), confidential=True)
        describe_file(key=draft.idempotency_key, file=file.uuid, summary="Costs of two years.")
    here = f"/drafts/{draft.idempotency_key}/"
    settings.PAGE_CACHE_POLL_SECONDS = 60  # the content version is not asked for again
    for page, shown in (
        ("", ""),
        ("files/", "Costs of two years."),
        ("confidential/", 'name="claim__w_'),
        ("check/", "Costs of two years."),
    ):
        client.get(here + page)  # from here on the form is kept
        with django_assert_num_queries(QUERIES):
            answer = client.get(here + page)
        assert answer.status_code == 200
        assert shown == "" or answer.content.decode().count(shown) == number, page
