"""load_defa: everything there, nothing twice, officers' words kept."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.translation import override

from core.models import AuditEntry, ContentVersion
from core.translating import translate
from elements.models import Element, Instrument, Milestone, Source, SubTopic
from elements.queries import element_links

pytestmark = pytest.mark.django_db

Content = dict[str, list[dict[str, Any]]]


@pytest.fixture
def content() -> Content:
    loaded: Content = json.loads((settings.BASE_DIR / "data" / "defa.json").read_text())
    return loaded


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., str]:
    def run(content: Content | None = None, **options: Any) -> str:
        if content is not None:
            (tmp_path / "content.json").write_text(json.dumps(content))
            options["file"] = tmp_path / "content.json"
        said = StringIO()
        call_command("load_defa", stdout=said, **options)
        return said.getvalue()

    return run


def test_load_brings_everything(load: Callable[..., str]) -> None:
    assert load() == "created: 142, translations: 198\n"
    counted = [model.objects.count() for model in (Element, Milestone, Instrument, Source)]
    assert counted == [9, 34, 24, 75]
    assert SubTopic.objects.filter(confirmed=True).count() == 0
    statuses = [Milestone.objects.filter(status=status).count() for status in ("done", "planned", "superseded", "unknown")]
    assert statuses == [28, 1, 2, 3]
    assert AuditEntry.objects.get().details == {"created": 142, "translations": 198}


def test_every_milestone_has_sources_a_check_and_its_doubts(load: Callable[..., str]) -> None:
    load()
    rows = Milestone.objects.prefetch_related("sources")
    assert [row.key for row in rows if not row.sources.all()] == []
    assert {row.last_checked.isoformat() for row in rows} == {"2026-11-23"}
    assert [row.key for row in rows if not row.confirmed and not row.caveat] == []
    assert [row.key for row in rows if row.status == "superseded" and not (row.superseded_by and row.superseded_note)] == []


def test_only_sources_in_use_are_in_the_file(content: Content) -> None:
    records = [*content["elements"], *content["instruments"], *content["milestones"]]
    used = {key for record in records for key in [*record["sources"], *record.get("conflict_sources", [])]}
    assert used == {source["key"] for source in content["sources"]}


def test_second_load_changes_nothing(load: Callable[..., str]) -> None:
    load()
    version = ContentVersion.objects.get().version
    uids = dict(Milestone.objects.values_list("key", "uid"))
    assert load() == "same: 142\n"
    assert ContentVersion.objects.get().version == version
    assert dict(Milestone.objects.values_list("key", "uid")) == uids
    assert AuditEntry.objects.count() == 1


def test_load_follows_the_file_where_nobody_has_edited(load: Callable[..., str], content: Content) -> None:
    load()
    signing = next(record for record in content["milestones"] if record["key"] == "m-sign")
    signing |= {"status": "done", "starts_on": "2026-11-12", "precision": "day", "caveat": ""}
    content["elements"][0]["subtopics"].append({"text": "One more", "confirmed": True})
    assert load(content) == "same: 140, updated: 2\n"
    row = Milestone.objects.get(key="m-sign")
    assert (row.status, row.when.words, row.sequence) == ("done", "12 November 2026", 1)
    assert Element.objects.get(order=1).subtopics.get(text="One more").confirmed is True


def test_load_keeps_what_officers_changed_or_deleted(load: Callable[..., str], content: Content) -> None:
    load()
    Milestone.objects.filter(key="m-sign").update(summary="An officer's words.")
    Element.objects.get(order=2).subtopics.all()[0].delete()
    Milestone.objects.get(key="m-iseas").delete()
    for record in content["milestones"]:
        record["summary"] += " More."
    said = load(content).splitlines()
    assert said[0] == "kept: 3, same: 107, updated: 32"
    assert [line.rpartition(": ")[2] for line in said[1:]] == ["cross-border-e-commerce", "m-iseas", "m-sign"]
    assert Milestone.objects.get(key="m-sign").summary == "An officer's words."
    assert not Milestone.objects.filter(key="m-iseas").exists()


def test_load_overwrites_when_told_to(load: Callable[..., str], content: Content) -> None:
    load()
    uid = Milestone.objects.get(key="m-iseas").uid
    Milestone.objects.filter(key="m-sign").update(summary="An officer's words.")
    Milestone.objects.get(key="m-iseas").delete()
    assert load(overwrite=True) == "created: 1, same: 140, updated: 1\n"
    assert Milestone.objects.get(key="m-iseas").uid == uid
    assert load() == "same: 142\n"


def test_broken_file_is_named_and_writes_nothing(load: Callable[..., str], content: Content) -> None:
    content["milestones"][-1]["starts_on"] = "2027-01-01"
    with pytest.raises(CommandError, match="milestones: m-inforce: Give a date, or choose"):
        load(content)
    assert not Element.objects.exists()
    content["milestones"][-1]["sources"] = ["nobody"]
    content["milestones"][-1]["starts_on"] = None
    with pytest.raises(CommandError, match="The file names source nobody, which is not there"):
        load(content)
    with pytest.raises(CommandError, match="cannot be read"):
        load({"sources": []})


def test_names_of_elements_are_there_in_every_language(load: Callable[..., str]) -> None:
    load()
    for row in Element.objects.all():
        assert set(row.translations) == set(dict(settings.LANGUAGES)) - {"en"}
        assert all(words.keys() == {"name", "short_name"} for words in row.translations.values())
    with override("km"):
        assert str(element_links()[0].name) == "ពាណិជ្ជកម្មឌីជីថល"


def test_translations_follow_the_file_where_nobody_has_edited(load: Callable[..., str], content: Content) -> None:
    load()
    row = Element.objects.get(order=1)
    translate(
        rows=[row],
        language="id",
        texts={f"element-{row.pk}-name": "Niaga Digital"},
        seen={f"element-{row.pk}-name": "Perdagangan Digital"},
        of=row,
        key=row.slug,
        by="ann",
    )
    first = content["elements"][0]["translations"]
    first["id"] = {"name": "Dagang", "short_name": "Dagang"}
    first["th"]["name"] = "ค้า"
    assert load(content) == "same: 142, translations: 2\nkept as changed or deleted here: elements: digital-trade: name in id\n"
    row.refresh_from_db()
    assert row.translations["id"] == {"name": "Niaga Digital", "short_name": "Dagang"}
    assert row.translations["th"]["name"] == "ค้า"
    version = ContentVersion.objects.get().version
    assert load(content).startswith("same: 142\n")
    assert ContentVersion.objects.get().version == version
    assert load(content, overwrite=True) == "same: 142, translations: 1\n"


def test_translation_an_officer_removed_or_wrote_before_the_first_load_stays(load: Callable[..., str], content: Content) -> None:
    for record in content["elements"]:
        record["translations"] = {}
    load(content)
    Element.objects.filter(order=1).update(translations={"id": {"name": "Niaga"}})
    assert load().startswith("same: 142, translations: 197\n")
    row = Element.objects.get(order=1)
    assert row.translations["id"] == {"name": "Niaga", "short_name": "Perdagangan digital"}
    Element.objects.filter(order=1).update(translations={"id": {"name": "Niaga"}})
    load()
    row.refresh_from_db()
    assert row.translations == {"id": {"name": "Niaga"}}


def test_translation_of_a_name_that_an_officer_changed_is_out_of_date(load: Callable[..., str], content: Content) -> None:
    first = content["elements"][0]
    translations = first.pop("translations")
    load(content)
    Element.objects.filter(order=1).update(name="Trade by wire")
    load({**content, "elements": [first | {"translations": translations}, *content["elements"][1:]]})
    with override("th"):
        assert str(element_links()[0].name) == "Trade by wire"
        assert element_links()[1].name == "พาณิชย์อิเล็กทรอนิกส์ข้ามพรมแดน"


def test_translations_of_subtopics_outlive_an_update_of_their_element(load: Callable[..., str], content: Content) -> None:
    load()
    row = Element.objects.get(order=1)
    SubTopic.objects.filter(pk=row.subtopics.all()[0].pk).update(translations={"km": {"text": "ឯកសារ"}})
    content["elements"][0]["summary"] += " More."
    load(content)
    assert [one.translations for one in row.subtopics.all()][:2] == [{"km": {"text": "ឯកសារ"}}, {}]


def test_translation_into_a_language_nobody_knows_is_named_and_writes_nothing(load: Callable[..., str], content: Content) -> None:
    content["elements"][0]["translations"]["xx"] = {"name": "?"}
    with pytest.raises(CommandError, match="elements: digital-trade: “xx” is not one of the languages"):
        load(content)
    assert not Element.objects.exists()
