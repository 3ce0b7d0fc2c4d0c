import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from elements.models import Instrument, Source
from tests import make

pytestmark = pytest.mark.django_db

ELEMENTS_QUERIES = 3  # version, elements with counts, instruments (their sources only if there are any)
PAGE_QUERIES = 10


def test_elements_are_listed_in_order_with_the_instruments_of_the_whole(client: Client) -> None:
    make.element("digital-trade", name="Digital Trade", order=2)
    make.element("talent", name="Talent", order=1)
    Instrument.objects.create(key="dif", name="Integration Framework", status="adopted", precision="open")
    page = client.get("/elements/").content.decode()
    assert page.index("Talent") < page.index("Digital Trade") < page.index("Integration Framework")
    assert 'href="/elements/digital-trade/"' in page


def test_empty_list_says_what_will_be_here(client: Client) -> None:
    assert "No elements yet" in client.get("/elements/").content.decode()


@pytest.mark.parametrize("slug", ["nope", "-", "%ED%A0%80", "x" * 5000, "1" * 5000, "a%C3%A9"])
def test_unknown_element_is_not_found(client: Client, slug: str) -> None:
    assert client.get(f"/elements/{slug}/").status_code == 404


def fill(number: int) -> None:
    element = make.element("digital-trade")
    for n in range(number):
        source = Source.objects.create(key=f"s{n}", title=f"Source {n}", kind="press", reliability="high")
        make.element(f"other-{n}")
        element.subtopics.create(order=n, text=f"Topic {n}")
        element.sources.add(source)
        instrument = Instrument.objects.create(key=f"i{n}", name=f"Instrument {n}", status="signed", precision="open")
        instrument.elements.add(element)
        instrument.sources.add(source)
        make.milestone(f"m-{n}", elements=("digital-trade",)).sources.add(source)


@pytest.mark.parametrize("number", [1, 3])
def test_pages_ask_the_same_number_of_questions_for_one_row_and_three(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    fill(number)
    with django_assert_num_queries(ELEMENTS_QUERIES):
        client.get("/elements/")
    with django_assert_num_queries(PAGE_QUERIES):
        page = client.get("/elements/digital-trade/").content.decode()
    assert page.count("Topic ") == number
    assert page.count('id="instrument-') == number
    assert page.count('href="/timeline/#m-') == number


def test_element_page_says_what_is_confirmed_and_links_on(client: Client) -> None:
    make.element("first", order=1)
    make.element("second", order=2, description="Some **bold** words. <script>x</script>", confirmed_scope="The name only.")
    make.element("third", order=3)
    page = client.get("/elements/second/").content.decode()
    for part in (
        "<strong>bold</strong>",
        "The name only.",
        'href="/consultations/?element=second"',
        'href="/timeline/?element=second"',
        'href="/elements/first/"',
        'href="/elements/third/"',
    ):
        assert part in page
    assert "<script>x" not in page
