"""What is kept while the content version stands, and dropped when it moves."""

import pytest
from django.apps import apps
from django.db import connection
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from core.errors import NotFound
from core.models import ContentVersion
from core.version import kept, watch
from tests import make
from tests.core.threads import in_another_thread

pytestmark = pytest.mark.django_db


def test_what_a_query_returned_is_kept_until_public_content_moves() -> None:
    asked = []

    @kept
    def query(word: str, *, number: int = 0) -> tuple[str, int]:
        asked.append(word)
        return word, number

    assert [query("a"), query("a"), query("b", number=2), query("b", number=2)] == [("a", 0), ("a", 0), ("b", 2), ("b", 2)]
    assert asked == ["a", "b"]
    make.element("digital-trade")
    assert query("a") == ("a", 0)
    assert asked == ["a", "b", "a"]


def test_what_was_read_while_content_moved_is_not_kept() -> None:
    asked = []

    @kept
    def query() -> str:
        asked.append("")
        make.element(f"element-{len(asked)}")  # someone publishes
        watch.current()  # and the process learns of it
        return "old"

    assert (query(), query()) == ("old", "old")
    assert len(asked) == 2


def test_an_error_is_not_kept() -> None:
    asked = []

    @kept
    def query() -> str:
        asked.append("")
        if len(asked) == 1:
            raise NotFound()
        return "there"

    with pytest.raises(NotFound):
        query()
    assert query() == "there"


@pytest.mark.django_db(transaction=True)
def test_a_version_held_is_asked_for_once(settings: Settings, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    settings.PAGE_CACHE_POLL_SECONDS = 0
    make.element("payments")
    with django_assert_num_queries(1), watch.held():
        held = watch.current()
        assert watch.current() is held
    with watch.held():
        seen = watch.version
        make.element("digital-trade")
        assert watch.current() is seen
        assert in_another_thread(watch.current) != seen  # it goes on asking


LINKS = [
    table
    for app in ("consultations", "elements")
    for model in apps.get_app_config(app).get_models()
    if not model._meta.proxy
    for table in [field.m2m_db_table() for field in model._meta.local_many_to_many]
]


def test_tables_of_links_are_known() -> None:
    assert sorted(LINKS) == [
        "consultations_consultation_elements",
        "elements_element_sources",
        "elements_instrument_elements",
        "elements_instrument_sources",
        "elements_milestone_conflict_sources",
        "elements_milestone_elements",
        "elements_milestone_sources",
    ]


@pytest.mark.parametrize("table", sorted(LINKS))
def test_raw_change_of_a_link_moves_the_version(table: str) -> None:
    make.element()
    before = ContentVersion.objects.get().version
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - the names stand above
    assert ContentVersion.objects.get().version != before
