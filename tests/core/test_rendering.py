"""A page of the same data is rendered once."""

from dataclasses import dataclass

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from core.rendering import MOST_PAGES, Rendered, frozen, rendered
from elements.models import Element
from tests import make


@dataclass(frozen=True)
class Row:
    words: str
    more: tuple[int, ...] = ()


@pytest.mark.django_db
def test_a_page_whose_data_did_not_change_is_not_rendered_again(client: Client) -> None:
    make.consultation("rules", title="Rules for trade")
    first = client.get("/timeline/").content
    before = rendered.rendered
    make.consultation("hidden", publish=False)  # moves the content version, changes nothing on the page
    assert client.get("/timeline/").content == first
    assert rendered.rendered == before
    make.consultation("second", title="Rules for payments")
    assert b"Rules for payments" in client.get("/timeline/").content
    assert rendered.rendered == before + 1


@pytest.mark.django_db
def test_addresses_and_choices_have_pages_of_their_own(client: Client) -> None:
    make.element("digital-trade"), make.element("payments")
    make.milestone("done", title="Concluded", elements=("digital-trade",))
    pages = {client.get(f"/timeline/?element={slug}").content for slug in ("", "digital-trade", "payments", "whole")}
    assert len(pages) == 4
    assert len({client.get(address).content for address in ("/about/", "/privacy/", "/accessibility/")}) == 3


def test_lists_and_mappings_become_keys_by_what_they_hold() -> None:
    assert frozen({"rows": [Row("a", (1, 2))], "by": {"x": [1]}}) == frozen({"rows": [Row("a", (1, 2))], "by": {"x": [1]}})
    assert frozen({"rows": [Row("a", (1, 2))]}) != frozen({"rows": [Row("a", (1, 3))]})


@pytest.mark.parametrize("value", [Element(slug="x"), Element.objects.all()])
def test_a_model_cannot_stand_on_a_kept_page(value: object) -> None:
    with pytest.raises(TypeError, match="plain values"):
        frozen({"rows": [value]})


def test_the_page_used_longest_ago_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    store, request = Rendered(), RequestFactory().get("/")
    monkeypatch.setattr("core.rendering.render_to_string", lambda template, context, request: context["words"])
    for number in range(MOST_PAGES + 1):
        store.body(request, "any.html", {"words": f"page {number}"})
        store.body(request, "any.html", {"words": "page 0"})
    words = list(store.bodies.values())
    assert (len(words), words[-1], b"page 1" in words) == (MOST_PAGES, b"page 0", False)
    assert store.bytes == sum(map(len, words))


def test_a_page_made_of_the_same_objects_does_not_even_ask_for_its_context(monkeypatch: pytest.MonkeyPatch) -> None:
    store, request = Rendered(), RequestFactory().get("/")
    monkeypatch.setattr("core.rendering.render_to_string", lambda template, context, request: context["words"])
    asked = []

    def page(kept: tuple[object, ...], values: object, words: str) -> bytes:
        def context() -> dict[str, object]:
            asked.append(words)
            return {"words": words}

        return store.body_made_of(request, "any.html", kept, values, context)

    rows, equal_rows = Row("a"), Row("a")
    assert page((rows,), "today", "one") == page((rows,), "today", "not asked") == b"one"
    assert page((equal_rows,), "today", "two") == b"two"  # what queries keep is compared as an object, not by what it says
    assert page((equal_rows,), "tomorrow", "three") == b"three"
    with translation.override("km"):
        assert page((equal_rows,), "tomorrow", "four") == b"four"
    assert page((rows,), "today", "five") == b"five"
    assert asked == ["one", "two", "three", "four", "five"]
    assert (len(store.latest), store.rendered) == (3, 5)


def test_no_more_addresses_are_remembered_than_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    store, request = Rendered(), RequestFactory().get("/")
    monkeypatch.setattr("core.rendering.render_to_string", lambda template, context, request: "words")
    for number in range(MOST_PAGES + 1):
        store.body_made_of(request, "any.html", (), number, dict)
    assert len(store.latest) == 1
