"""Skeletons: filled, they are what crispy renders; and they are rendered once."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.models import Consultation
from consultations.rendering import Part, asked_on_page, build_section, preview_section, shelf, shown_now
from consultations.rendering.conditions import only_if
from consultations.rendering.forms import render_marks, render_part
from consultations.rendering.pages import error_summary
from consultations.slots import Skeleton, split
from consultations.spec import ChoiceSpec, ConditionSpec, FormSpec, QuestionSpec, SectionSpec
from consultations.states import Kind
from consultations.validation import input_names, read_form
from responses.forms import consent_part, profile_part
from tests import make

XY = (ChoiceSpec("x", "Ex & why"), ChoiceSpec("y", "<Y>"))
EVERY_KIND = tuple(
    QuestionSpec(
        kind.value,
        kind.value,
        f"What about {kind.label}?",
        help="It helps." if kind in (Kind.LONG_TEXT, Kind.SINGLE) else "",
        required=kind in (Kind.SINGLE, Kind.NUMBER),
        element="digital-trade",
        choices=XY if kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING) else (),
        allow_other=kind in (Kind.SINGLE, Kind.MULTIPLE),
        unit="days" if kind == Kind.NUMBER else "",
        low_label="bad",
        high_label="good",
    )
    for kind in Kind
)
LAST = QuestionSpec("last", "short_text", "And then?", show_if=(ConditionSpec("single", "any_of", ("x", "other")),))
SECTION = SectionSpec("all", "All", questions=(*EVERY_KIND, LAST))
SPEC = FormSpec((SECTION,))
NAMES = input_names(SECTION.questions)
LIKELY = st.sampled_from(
    ["x", "y", "other", "1", "2", "3", "LA", "oppose", "", " ", "2027-02-30", "12,5", "yes", "msme", "named"]
)
HOSTILE = st.sampled_from(
    ["<b>\"'&", "\x00", "\ud800", "9" * 5000, "</textarea><script>", "\ue000x\ue001", "\r\n\n x", "{{ csrf }}"]
)
VALUES = st.lists(LIKELY | HOSTILE | st.text(max_size=40), max_size=4)


def skeleton_of(part: Part) -> Skeleton:
    return split(render_marks(part))


@pytest.fixture(scope="module")
def part() -> Part:
    return build_section(SECTION, SPEC)


PARTS = {"every kind": build_section(SECTION, SPEC), "about you": profile_part(), "publication": consent_part()}
SKELETONS: dict[str, Skeleton] = {}


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(sorted(PARTS)), st.data())
def test_skeleton_filled_is_what_crispy_renders(which: str, data: st.DataObject) -> None:
    part = PARTS[which]
    skeleton = SKELETONS.setdefault(which, skeleton_of(part))
    raw = data.draw(st.fixed_dictionaries({}, optional=dict.fromkeys(sorted(part.names), VALUES)))
    asked = data.draw(st.sets(st.sampled_from([block.key for block in part.blocks])))
    language = data.draw(st.sampled_from(["", "km", "ms-Arab"]))
    assert skeleton.fill(raw, {"language": language}, asked) == render_part(part, raw, asked, None, language)


def test_what_is_typed_cannot_become_markup_or_a_slot(part: Part) -> None:
    raw = {"long_text": ["</textarea><script>alert(1)</script>"], "short_text": ['" onfocus="x']}
    page = skeleton_of(part).fill(raw, {"language": ""}, {"long_text", "short_text"})
    assert "<script" not in page
    assert 'value="&quot; onfocus=&quot;x"' in page


def test_form_has_an_input_for_every_name_that_is_read(part: Part) -> None:
    assert sorted(part.names) == sorted(NAMES)


def test_errors_of_the_reading_stand_at_their_questions(part: Part) -> None:
    errors = read_form(SPEC, {"number": ["many"], "ranking__x": ["2"]}).errors
    assert sorted(errors) == ["number", "ranking", "single"]
    page = render_part(part, {"number": ["many"], "ranking__x": ["2"]}, {q.key for q in SECTION.questions}, errors)
    assert page.count('aria-invalid="true"') == 1 + 2 + 1  # the number, two places, the group of radio buttons
    assert 'aria-describedby="unit-number error-number"' in page
    assert 'id="error-single"' in page
    assert 'value="many"' in page


@pytest.mark.parametrize("kind", ["single", "multiple"])
def test_other_left_empty_marks_its_text_alone(part: Part, kind: str) -> None:
    raw = {"single": ["x"], "number": ["1"], kind: ["other"]}
    errors = read_form(SPEC, raw).errors
    assert errors == {kind: "You chose “Other”: say what it is."}
    asked = {q.key for q in SECTION.questions}
    page = render_part(part, raw, asked, errors)
    assert page.count("is-invalid") == page.count('aria-invalid="true"') == page.count(f'id="error-{kind}"') == 1
    [marked] = re.findall(r"<input[^>]*is-invalid[^>]*>", page)
    assert f'id="id_{kind}__other"' in marked
    assert f'aria-describedby="error-{kind}"' in marked
    assert "question-wrong" not in page
    [(place, _)] = error_summary([part], asked, errors)
    assert place == f"id_{kind}__other"


def test_required_attributes_are_left_to_the_server(part: Part) -> None:
    assert " required" not in render_part(part, {}, {q.key for q in SECTION.questions})


def test_preview_shows_all_questions_of_a_section() -> None:
    page = preview_section(SECTION)
    assert [q.key for q in SECTION.questions if f'id="q-{q.key}"' not in page] == []
    assert "Answer this only if you chose “Ex &amp; why” or “Other, please say” for “What about Single choice?”." in page


def two_pages(*conditions: ConditionSpec, operator_source: str = "single") -> FormSpec:
    here = QuestionSpec("here", "single", "Here?", choices=XY, show_if=conditions)
    follow = QuestionSpec("follow", "short_text", "Follow?", show_if=(ConditionSpec("here", "any_of", ("x",)),))
    unless = QuestionSpec("unless", "short_text", "Unless?", show_if=(ConditionSpec("here", "none_of", ("x",)),))
    source = next(q for q in EVERY_KIND if q.key == operator_source)
    return FormSpec((SectionSpec("one", "One", questions=(source,)), SectionSpec("two", "Two", questions=(here, follow, unless))))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({}, {"unless"}),
        ({"single": ["y"]}, {"unless"}),
        ({"single": ["x"]}, {"here", "follow", "unless"}),
        ({"single": ["x"], "here": ["x"]}, {"here", "follow", "unless"}),
    ],
)
def test_page_leaves_out_what_an_earlier_page_decided(raw: dict[str, list[str]], expected: set[str]) -> None:
    spec = two_pages(ConditionSpec("single", "any_of", ("x",)))
    assert asked_on_page(spec, spec.sections[1], raw) == expected


@settings(deadline=None, max_examples=200)
@given(
    st.sampled_from(["any_of", "none_of", "answered"]),
    st.fixed_dictionaries({}, optional={"single": VALUES, "single__other": VALUES, "here": VALUES, "follow": VALUES}),
)
def test_page_shows_at_least_what_the_reading_asks(operator: str, raw: dict[str, list[str]]) -> None:
    spec = two_pages(ConditionSpec("single", operator, ("x",)))
    shown = read_form(spec, raw).shown
    assert shown_now(spec, raw) == shown
    for section in spec.sections:
        assert shown & {q.key for q in section.questions} <= asked_on_page(spec, section, raw)


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        (ConditionSpec("scale", "at_least", ("4",)), "your answer to “What about Scale from 1 to 5?” is 4 or more"),
        (ConditionSpec("number", "at_most", ("2",)), "your answer to “What about Number with unit?” is 2 or less"),
        (ConditionSpec("country", "none_of", ("LA",)), "you did not choose “Lao PDR” for “What about Country?”"),
        (ConditionSpec("date", "answered"), "you answered “What about Date?”"),
    ],
)
def test_condition_is_said_in_a_sentence(condition: ConditionSpec, sentence: str) -> None:
    assert only_if((condition,), SPEC) == f"Answer this only if {sentence}."


@pytest.fixture
def begun(db: None, client: Client) -> str:
    make.consultation()
    return str(client.post("/consultations/rules-for-trade/respond/")["Location"])


def test_skeleton_is_not_rendered_again_for_the_next_page(client: Client, begun: str) -> None:
    client.get(f"{begun}s/trade/")
    rendered = shelf.rendered
    other = str(client.post("/consultations/rules-for-trade/respond/")["Location"])
    client.post(f"{other}save/", {"reasons": "Of this draft alone"})
    assert b"Of this draft alone" in client.get(f"{other}s/trade/").content
    assert b"Of this draft alone" not in client.get(f"{begun}s/trade/").content
    assert shelf.rendered == rendered


def test_skeleton_is_kept_when_something_else_is_published(client: Client, begun: str) -> None:
    client.get(f"{begun}s/trade/")
    rendered = shelf.rendered
    make.consultation("quite-another", title="Quite another")
    client.get(f"{begun}s/trade/")
    assert shelf.rendered == rendered


def test_skeleton_is_rendered_again_when_its_words_change(client: Client, begun: str) -> None:
    client.get(f"{begun}s/trade/")
    Consultation.objects.update(title="Rules under a new name")
    assert b"Rules under a new name" in client.get(f"{begun}s/trade/").content


@pytest.mark.usefixtures("begun")
def test_skeletons_of_two_drafts_differ_in_nothing_but_their_slots(client: Client) -> None:
    assert client.get(f"/drafts/{uuid4()}/s/trade/").status_code == 404
