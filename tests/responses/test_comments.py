import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.texts import AskedText, ShownParagraph
from responses.comments import NOT_HERE, NOT_THERE, NOTHING_SAID, TELLS_ALL, Comment, raw_of_comments, read_comments

FIRST = ShownParagraph(1, "p1", "paragraph", 1, "Article 1(1)", "Data moves. Data moves freely.")
SECOND = ShownParagraph(2, "p2", "paragraph", 1, "", "ទិន្នន័យ 中文 ข้อมูล")
TEXT = AskedText("on-data", "On data", "en", 1, "", (FIRST, SECOND))


def posted(paragraph: str = "p1", **values: str) -> dict[str, list[str]]:
    return {TEXT.names(paragraph)[name]: [value] for name, value in values.items()}


def test_names_of_inputs_and_statements() -> None:
    assert TEXT.names("p1")["quote"] == "text__on_data__p1__quote"
    assert TEXT.statement("p1") == "text__on_data__p1"


def test_a_whole_comment_is_read() -> None:
    raw = posted(position="oppose", comment="No.", quote="Data  moves", at="12", wording="Data may move.")
    comment = Comment("text__on_data__p1", FIRST, "oppose", "No.", "Data moves", (12, 22), "Data may move.")
    assert read_comments([TEXT], raw) == ((comment,), {})


@pytest.mark.parametrize(
    "raw", [{}, posted(position="", comment=" ", quote="", at="4"), posted(wording=FIRST.text), posted("p9", comment="x")]
)
def test_nothing_said_is_no_comment(raw: dict[str, list[str]]) -> None:
    assert read_comments([TEXT], raw) == ((), {})


@pytest.mark.parametrize(
    ("values", "name", "sentence"),
    [
        ({"position": "maybe"}, "position", "Choose one of the positions offered."),
        ({"comment": "x" * 5001}, "comment", "Shorten this to 5000 characters; it has 5001."),
        ({"wording": "x" * 10_001}, "wording", "Shorten this to 10000 characters; it has 10001."),
        ({"comment": "x", "quote": "other words"}, "quote", NOT_THERE),
        ({"quote": "Data moves"}, "quote", NOTHING_SAID),
        ({"wording": "Data [[may]] move."}, "wording", NOT_HERE),
        ({"wording": "Data may]] move."}, "wording", NOT_HERE),
        ({"comment": "We pay [[4 million]].", "wording": "Data moves for 4 million."}, "wording", TELLS_ALL),
    ],
)
def test_what_is_wrong_is_said_beside_its_input(values: dict[str, str], name: str, sentence: str) -> None:
    assert read_comments([TEXT], posted(**values))[1] == {TEXT.names("p1")[name]: sentence}


def test_a_comment_holds_passages_and_its_text_no_brackets() -> None:
    (comment,), errors = read_comments([TEXT], posted(comment="We pay [[4 million]] a year."))
    assert (comment.text, comment.spans, errors) == ("We pay 4 million a year.", ((7, 16),), {})


@pytest.mark.parametrize("typed", ["We pay [[4 million.", "4 million]] a year", "[[", "]]"])
def test_brackets_that_do_not_close_are_said_and_every_word_is_kept(typed: str) -> None:
    (comment,), errors = read_comments([TEXT], posted(comment=typed))
    assert (comment.text, comment.spans) == (typed, ())
    assert list(errors) == [TEXT.names("p1")["comment"]]


def test_brackets_around_nothing_are_no_comment() -> None:
    assert read_comments([TEXT], posted(comment="[[ ]]")) == ((), {})


def test_square_brackets_of_the_paragraph_may_stand_in_its_wording() -> None:
    bracketed = ShownParagraph(1, "p1", "paragraph", 1, "", "[[The Parties] shall] share.")
    text = AskedText("on-data", "On data", "en", 1, "", (bracketed,))
    assert read_comments([text], posted(wording="[[The Parties] may] share."))[1] == {}


@pytest.mark.parametrize("at", ["", "x", "-1", "99999999", "١٢", "\x00"])
def test_a_place_that_is_none_gives_the_first(at: str) -> None:
    assert read_comments([TEXT], posted(position="support", quote="Data moves", at=at))[0][0].place == (0, 10)


@given(
    st.sampled_from(["", "support", "with_changes", "oppose", "no_view"]),
    st.text(max_size=20) | st.text("ab[]\\ \u0301\u17d2", max_size=20),
    st.tuples(st.integers(0, 18), st.integers(0, 18)),
    st.text(max_size=20),
)
def test_what_is_read_and_written_back_reads_the_same(position: str, words: str, place: tuple[int, int], wording: str) -> None:
    start, end = sorted(place)
    raw = posted("p2", position=position, comment=words, quote=SECOND.text[start:end], at=str(start), wording=wording)
    comments, errors = read_comments([TEXT], raw)
    if not errors:
        assert read_comments([TEXT], raw_of_comments([TEXT], comments)) == (comments, {})


@given(
    st.dictionaries(
        st.sampled_from([name for key in ("p1", "p2") for name in TEXT.names(key).values()]),
        st.lists(st.text(max_size=30), max_size=2),
    )
)
def test_whatever_is_posted_is_read(raw: dict[str, list[str]]) -> None:
    comments, errors = read_comments([TEXT], raw)
    assert all(comment.quote == comment.paragraph.text[slice(*comment.place)] for comment in comments if comment.place)
    assert all(errors.values())
