"""Public pages of draft texts: versions, comparison, and what is not there for anybody."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from consultations.models import DraftText
from tests import make

pytestmark = pytest.mark.django_db
ADDRESS = "/texts/chapter-on-data/"
SECOND = """
## Article 1: Data

1. Each Party may allow data to move across its borders for business.

2. Nothing here keeps a Party from protecting personal data by its own law.

## Article 3: Help

The Parties help each other.
"""
THIRD = f"""
## Article 3: Help

The Parties help each other.

{SECOND.partition("## Article 3")[0]}
"""


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def text() -> DraftText:
    return make.draft_text(make.consultation())


def test_the_newest_published_version_is_shown(client: Client, text: DraftText) -> None:
    assert "Each Party shall allow data" in page(client, ADDRESS)
    make.next_version(text, SECOND, publish=False)
    assert "Each Party shall allow data" in page(client, ADDRESS)
    assert client.get(f"{ADDRESS}v2/").status_code == 404


def test_an_older_version_says_that_there_is_a_newer_one(client: Client, text: DraftText) -> None:
    make.next_version(text, SECOND)
    assert "Each Party may allow data" in page(client, ADDRESS)
    older = page(client, f"{ADDRESS}v1/")
    assert "Each Party shall allow data" in older
    assert "There is a newer version." in older


def test_a_text_says_its_language_to_readers_of_another(client: Client, text: DraftText) -> None:
    make.next_version(text, SECOND)
    client.cookies["defa_language"] = "vi"
    shown, compared = page(client, ADDRESS), page(client, f"{ADDRESS}compare/")
    assert '<h1 lang="en" dir="auto">Chapter on data</h1>' in shown
    assert '<p class="eyebrow"><span lang="en" dir="auto">Chapter on data</span></p>' in compared
    assert '<span lang="en" dir="auto">Article 1(1)</span></a>' in compared
    assert '<span class="visually-hidden" lang="vi"> [' in compared
    consultation = page(client, "/consultations/rules-for-trade/")
    assert '<span lang="en" dir="auto">Chapter on data</span></a>' in consultation


@pytest.mark.parametrize(
    "address",
    [
        "/texts/no-such/",
        "/texts/no-such/compare/",
        "/texts/chapter-on-data/v0/",
        "/texts/chapter-on-data/v99999999999999999999/",
        "/texts/chapter-on-data/v1/p99/",
        "/texts/chapter-on-data/v1/x/",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, text: DraftText, address: str) -> None:
    assert client.get(address).status_code == 404


def test_texts_of_a_consultation_in_preparation_are_not_there(client: Client) -> None:
    make.draft_text(make.consultation(publish=False))
    assert [client.get(ADDRESS + path).status_code for path in ("", "v1/", "v1/p1/", "compare/")] == [404] * 4


def test_the_comparison_names_what_became_of_each_paragraph(client: Client, text: DraftText) -> None:
    assert "There is one version so far" in page(client, f"{ADDRESS}compare/")
    make.next_version(text, SECOND)
    shown = page(client, f"{ADDRESS}compare/")
    assert "Version 1 compared with version 2" in shown
    assert '<span class="visually-hidden" lang="en"> [left out: </span>shall<' in shown
    assert '<span class="visually-hidden" lang="en"> [put in: </span>may<' in shown
    assert "Nothing here keeps a Party" not in shown  # unchanged paragraphs are counted, not shown
    make.next_version(text, THIRD)
    assert "Moved" in page(client, f"{ADDRESS}compare/?from=2&to=3")
    assert "Version 1 compared with version 3" in page(client, f"{ADDRESS}compare/?from=1&to=3")


@pytest.mark.parametrize("query", ["?from=2&to=1", "?from=x&to=%ED%A0%80", "?from=1&to=1", "?to=9"])
def test_a_comparison_that_cannot_be_is_that_of_the_two_newest(client: Client, text: DraftText, query: str) -> None:
    make.next_version(text, SECOND)
    assert "Version 1 compared with version 2" in page(client, f"{ADDRESS}compare/{query}")


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("", 11),  # version, head, its versions, intro; paragraphs of both with their text; comments, lines, places
        ("compare/", 8),  # version, head, its versions, two texts with their paragraphs, lines
        ("v2/p2/", 10),  # as the first, without the intro
    ],
)
@pytest.mark.parametrize("more", [0, 2])
def test_pages_cost_the_same_whatever_is_in_them(
    client: Client, text: DraftText, django_assert_num_queries: DjangoAssertNumQueries, path: str, queries: int, more: int
) -> None:
    make.next_version(text, SECOND + "\n\nMore words.\n\nMore words still." * more)
    with django_assert_num_queries(queries):
        page(client, ADDRESS + path)


def test_officers_markdown_is_cleaned_and_words_are_words(client: Client) -> None:
    make.draft_text(make.consultation(), words="<script>alert(1)</script> & <b>bold</b>", note="<script>x</script> *Note*")
    shown = page(client, ADDRESS)
    assert "<em>Note</em>" in shown
    assert "<script>alert" not in shown
    assert "&lt;b&gt;bold&lt;/b&gt;" in shown
