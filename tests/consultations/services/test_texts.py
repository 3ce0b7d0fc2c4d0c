import pytest
from django.db import IntegrityError, transaction

from consultations.importing import read_markdown
from consultations.models import Lineage, Paragraph, PhaseText, TextVersion
from consultations.services.lineage import Row, lineage_problems, propose_lineage, save_lineage
from consultations.services.texts import (
    correct_paragraph,
    discard_version,
    import_version,
    join_paragraph,
    publish_version,
    remove_paragraph,
)
from core.errors import BadInput, Conflict, NotFound, Refused
from core.models import AuditEntry
from tests import make

pytestmark = pytest.mark.django_db
BY = "editor"
SECOND = """
## Article 1: Data

1. Each Party may allow data to move across its borders for business.

2. Nothing here keeps a Party from protecting personal data by its own law.

## Article 3: Help

The Parties help each other.
"""


@pytest.fixture
def version() -> TextVersion:
    text = make.draft_text(make.consultation(publish=False))
    TextVersion.objects.all()
    return import_version(text=text, imported=read_markdown(SECOND), title="Second", intro="", source="b.md", by=BY)


def texts_of(version: TextVersion) -> list[tuple[str, str, str]]:
    return list(version.paragraphs.values_list("key", "label", "text"))


def correct(paragraph: Paragraph, text: str, seen: str | None = None, **fields: str) -> None:
    seen = paragraph.text if seen is None else seen
    wanted = {"kind": paragraph.kind, "label": paragraph.label} | fields
    correct_paragraph(paragraph=paragraph, seen=seen, level=1, text=text, by=BY, **wanted)


def test_import_numbers_versions_and_paragraphs(version: TextVersion) -> None:
    assert (version.number, version.state, version.source) == (2, "draft", "b.md")
    assert [(key, label) for key, label, _ in texts_of(version)] == [
        ("p1", "Article 1"),
        ("p2", "Article 1(1)"),
        ("p3", "Article 1(2)"),
        ("p4", "Article 3"),
        ("p5", ""),
    ]
    assert AuditEntry.objects.filter(act="text.import", actor=BY, target_key="chapter-on-data").count() == 1


def test_a_second_import_waits_for_the_first(version: TextVersion) -> None:
    with pytest.raises(Refused, match="Version 2 is in preparation"):
        import_version(text=version.text, imported=read_markdown(SECOND), title="", intro="", source="", by=BY)


def test_an_empty_line_divides_a_paragraph_and_keys_count_on(version: TextVersion) -> None:
    paragraph = version.paragraphs.get(key="p2")
    correct(paragraph, "First part.\n\nSecond part.\n \nThird part.", label="Article 1(0)")
    assert texts_of(version)[1:5] == [
        ("p2", "Article 1(0)", "First part."),
        ("p3", "", "Second part."),
        ("p4", "", "Third part."),
        ("p5", "Article 1(2)", "Nothing here keeps a Party from protecting personal data by its own law."),
    ]
    with pytest.raises(Conflict, match="changed a moment ago"):  # the same form posted twice
        correct(paragraph, "First part.\n\nSecond part.", seen=paragraph.text)


@pytest.mark.parametrize("text", ["", " \n\n ", "\0"])
def test_a_paragraph_needs_words(version: TextVersion, text: str) -> None:
    with pytest.raises(Refused, match="needs words"):
        correct(version.paragraphs.get(key="p2"), text)


def test_join_puts_a_paragraph_at_the_end_of_the_one_before(version: TextVersion) -> None:
    paragraph = version.paragraphs.get(key="p3")
    join_paragraph(paragraph=paragraph, by=BY)
    assert len(texts_of(version)) == 4
    assert texts_of(version)[1][2].endswith(
        "for business. Nothing here keeps a Party from protecting personal data by its own law."
    )
    with pytest.raises(NotFound):
        join_paragraph(paragraph=paragraph, by=BY)
    with pytest.raises(Refused, match="first paragraph"):
        join_paragraph(paragraph=version.paragraphs.get(key="p1"), by=BY)


def test_remove_leaves_a_paragraph_out_but_never_the_last(version: TextVersion) -> None:
    for _ in range(4):
        remove_paragraph(paragraph=version.paragraphs.first(), by=BY)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="needs a paragraph"):
        remove_paragraph(paragraph=version.paragraphs.get(), by=BY)


def test_publication_waits_for_a_confirmed_matching(version: TextVersion) -> None:
    with pytest.raises(Refused, match="Match this version with version 1 first"):
        publish_version(version=version, by=BY)
    assert propose_lineage(version=version, by=BY) == 7
    with pytest.raises(Refused, match="7 lines of the matching must still be confirmed"):
        publish_version(version=version, by=BY)
    rows = [
        Row(one.older.key if one.older else "", one.newer.key if one.newer else "", one.status, True)
        for one in Lineage.objects.filter(version=version)
    ]
    assert save_lineage(version=version, rows=rows, by=BY) == 7
    publish_version(version=version, by=BY)
    assert (version.state, version.published_at is not None) == ("published", True)
    with pytest.raises(Conflict, match="published"):
        publish_version(version=version, by=BY)


def test_an_edit_opens_the_lines_of_its_paragraph_again(version: TextVersion) -> None:
    propose_lineage(version=version, by=BY)
    Lineage.objects.filter(version=version).update(confirmed_by=BY)
    assert lineage_problems(version) == []
    correct(version.paragraphs.get(key="p2"), "Each Party might allow data to move across its borders for business.")
    assert lineage_problems(version) == ["2 paragraphs in no line, the first is p2 of version 1."]
    assert propose_lineage(version=version, by=BY) == 1
    assert lineage_problems(version) == ["1 line of the matching must still be confirmed."]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (Row("p99", "p1", "changed", True), "There is no paragraph “p99” in the version before."),
        (Row("p1", "\0", "changed", True), "There is no paragraph “\0” in this version."),
        (Row("p1", "p1", "", True), "The line p1 → p1 has no status."),
        (Row("p1", "p1", "removed", True), "The line p1 → p1: “removed” has no new paragraph, “new” has no old one"),
        (Row("", "p1", "changed", True), "The line – → p1: “removed” has no new paragraph, “new” has no old one"),
        (Row("p2", "p2", "unchanged", True), "The line p2 → p2 cannot be “unchanged”: the words differ."),
    ],
)
def test_a_line_that_cannot_be_is_refused_with_a_sentence(version: TextVersion, row: Row, sentence: str) -> None:
    with pytest.raises(BadInput) as refused:
        save_lineage(version=version, rows=[row], by=BY)
    assert refused.value.sentence.startswith(sentence)


def test_a_split_needs_two_parts(version: TextVersion) -> None:
    rows = [Row("p1", "p1", "split", True), Row("p2", "p2", "changed", True), Row("p2", "", "removed", True)]
    save_lineage(version=version, rows=rows, by=BY)
    assert (
        lineage_problems(version)[-1]
        == "The line Article 1 → Article 1 says “split”, but the old paragraph went to one place alone."
    )


def test_a_published_version_is_frozen_raw_sql_included() -> None:
    published = make.draft_text(make.consultation(publish=False)).versions.get()
    paragraph = published.paragraphs.first()
    assert paragraph is not None
    for act in (
        lambda: Paragraph.objects.filter(pk=paragraph.pk).update(text="Other"),
        lambda: Paragraph.objects.filter(pk=paragraph.pk).delete(),
        lambda: Paragraph.objects.create(version=published, order=99, key="p99", text="More"),
        lambda: TextVersion.objects.filter(pk=published.pk).update(title="Other"),
        lambda: TextVersion.objects.filter(pk=published.pk).delete(),
    ):
        with pytest.raises(Exception, match=r"never changed|Cannot update or delete") as refused, transaction.atomic():
            act()
        assert refused.type.__module__.startswith("django.db")
    with pytest.raises(Conflict):
        correct(paragraph, "Other")


def test_a_draft_version_can_be_discarded_and_its_number_used_again(version: TextVersion) -> None:
    discard_version(version=version, by=BY)
    again = import_version(text=version.text, imported=read_markdown(SECOND), title="", intro="", source="", by=BY)
    assert again.number == 2
    with pytest.raises(NotFound):
        discard_version(version=version, by=BY)


def test_a_phase_takes_published_versions_of_its_own_consultation_until_it_opens(version: TextVersion) -> None:
    about = version.text.consultation
    phase = about.phases.get()
    first = version.text.versions.get(number=1)
    with pytest.raises(IntegrityError, match="published versions"), transaction.atomic():
        PhaseText.objects.create(phase=phase, version=version)
    foreign = make.draft_text(make.consultation("other", publish=False), "other-text").versions.get()
    with pytest.raises(IntegrityError, match="own consultation"), transaction.atomic():
        PhaseText.objects.create(phase=phase, version=foreign)
    make.put_up(about, first)
    with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
        PhaseText.objects.filter(phase=phase).delete()
