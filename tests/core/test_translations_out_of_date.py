"""A text that changes after it was translated: readers get the text, translators are told."""

import pytest
from django.test import Client
from django.urls import reverse

from consultations.models import Consultation
from elements.models import Element
from elements.queries import element_links
from tests import make

pytestmark = pytest.mark.django_db
KM = {"accept-language": "km"}


def translated_element() -> Element:
    return make.element(name="Digital trade", summary="Goods.", translations={"km": {"name": "ពាណិជ្ជកម្ម", "summary": "ទំនិញ"}})


def page_of(row: Element, language: str = "km") -> str:
    return reverse("admin:elements_element_language", args=[row.pk, language])


def list_of(client: Client, row: Element) -> str:
    return client.get(reverse("admin:elements_element_translations", args=[row.pk])).content.decode()


def renamed(row: Element, name: str = "Trade by wire") -> Element:
    row.name = name
    row.save()
    return row


def read(client: Client, row: Element) -> str:
    return client.get(f"/elements/{row.slug}/", headers=KM).content.decode()


def test_reader_gets_the_new_text_and_the_other_translations(client: Client) -> None:
    row = translated_element()
    assert "ពាណិជ្ជកម្ម" in read(client, row)
    page = read(client, renamed(row))
    assert "ពាណិជ្ជកម្ម" not in page
    assert "Trade by wire" in page
    assert "ទំនិញ" in page
    assert [str(link.name) for link in element_links()] == ["Trade by wire"]
    renamed(row, "Digital trade")
    assert "ពាណិជ្ជកម្ម" in read(client, row)


def test_translator_sees_which_text_changed_and_what_it_was(client: Client) -> None:
    row = renamed(translated_element())
    client.force_login(make.staff())
    assert list_of(client, row).count("1 to look at again") == 1
    page = client.get(page_of(row)).content.decode()
    assert page.count("Changed since it was translated.") == 1
    assert "It was: Digital trade" in page
    assert client.get(page_of(row, "th")).content.decode().count("Changed since") == 0


def test_translation_that_is_still_right_is_shown_again(client: Client) -> None:
    row = renamed(translated_element())
    client.force_login(make.staff())
    name = f"element-{row.pk}-name"
    assert client.post(page_of(row), {name: "ពាណិជ្ជកម្ម", f"was-{name}": "ពាណិជ្ជកម្ម", f"fits-{name}": "on"}).status_code == 302
    assert "ពាណិជ្ជកម្ម" in read(client, row)
    assert "to look at again" not in list_of(client, row)


def test_translation_written_anew_is_of_the_new_text(client: Client) -> None:
    row = renamed(translated_element())
    client.force_login(make.staff())
    name, summary = f"element-{row.pk}-name", f"element-{row.pk}-summary"
    posted = {name: "ថ្មី", f"was-{name}": "ពាណិជ្ជកម្ម", summary: "ទំនិញ", f"was-{summary}": "ទំនិញ"}
    assert client.post(page_of(row), posted).status_code == 302
    row.refresh_from_db()
    assert row.translated_from == {"km": {"name": "Trade by wire", "summary": "Goods."}}
    assert "ថ្មី" in read(client, row)


def test_saving_other_texts_does_not_make_an_old_translation_new(client: Client) -> None:
    row = renamed(translated_element())
    client.force_login(make.staff())
    name, summary = f"element-{row.pk}-name", f"element-{row.pk}-summary"
    posted = {name: "ពាណិជ្ជកម្ម", f"was-{name}": "ពាណិជ្ជកម្ម", summary: "ថ្មី", f"was-{summary}": "ទំនិញ"}
    client.post(page_of(row), posted)
    row.refresh_from_db()
    assert row.translated_from["km"] == {"name": "Digital trade", "summary": "Goods."}


def test_text_changed_while_it_was_translated_is_shown_again_and_nothing_typed_is_lost(client: Client) -> None:
    row = translated_element()
    client.force_login(make.staff())
    name = f"element-{row.pk}-name"
    seen = client.get(page_of(row)).content.decode().split(f'name="of-{name}" value="')[1].split('"')[0]
    renamed(row)
    posted = {name: "ថ្មី", f"was-{name}": "ពាណិជ្ជកម្ម", f"of-{name}": seen}
    answer = client.post(page_of(row), posted)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "ថ្មី" in page
    assert "was changed while you translated it" in page
    now = page.split(f'name="of-{name}" value="')[1].split('"')[0]
    assert client.post(page_of(row), {**posted, f"of-{name}": now}).status_code == 302
    assert "ថ្មី" in read(client, row)


def test_source_of_a_statement_has_a_note_in_several_languages(client: Client) -> None:
    row = make.element()
    source = row.sources.create(key="s", title="T", kind="press", reliability="low", note="Repeats another.")
    client.force_login(make.staff())
    address = reverse("admin:elements_source_language", args=[source.pk, "km"])
    assert client.post(address, {f"source-{source.pk}-note": "និយាយឡើងវិញ"}).status_code == 302
    assert "និយាយឡើងវិញ" in read(client, row)


def test_no_translation_is_lost_when_a_consultation_is_saved() -> None:
    made = make.consultation(translations={"km": {"title": "ក"}})
    Consultation.objects.get(pk=made.pk).save()
    made.refresh_from_db()
    assert (made.translations, made.translated_from) == ({"km": {"title": "ក"}}, {"km": {"title": "Rules for trade"}})


def test_page_of_a_language_has_its_english_name_and_no_row_without_an_input(client: Client) -> None:
    row = translated_element()
    client.force_login(make.staff())
    page = client.get(page_of(row)).content.decode()
    assert "<h1>Khmer: translation of “Digital trade”</h1>" in page
    assert "Was-element" not in page
    assert page.count('class="form-row') == page.count('name="was-')
