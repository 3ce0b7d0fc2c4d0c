"""Forms and their errors in the language of the reader."""

import copy

import pytest
from django.utils.translation import override

from consultations.kinds import Answer, type_of
from consultations.kinds.base import Invalid, Sentence
from consultations.rendering.pages import named
from consultations.spec import ChoiceSpec, QuestionSpec
from core.language import say
from core.translated import LocalText, Translated
from core.words import message
from tests.catalogue import catalogue

DATE = QuestionSpec("when", "date", "When?")


def test_sentence_of_an_error_keeps_its_message_and_its_place() -> None:
    sentence = Sentence(message("At most %(limit)s answers.", limit="5 %"), "reasons__other")
    with catalogue({"At most %(limit)s answers.": "Paling banyak %(limit)s jawaban."}):
        assert say(sentence) == "Paling banyak 5 % jawaban."
    assert (sentence, sentence.at) == ("At most 5 % answers.", "reasons__other")
    assert copy.deepcopy(sentence).at == "reasons__other"


def test_errors_of_every_kind_are_messages() -> None:
    choice = QuestionSpec("a", "single", "A", choices=(ChoiceSpec("x", "X"), ChoiceSpec("y", "Y")), allow_other=True)
    for question, raw in [
        (choice, {"a": ["z"]}),
        (choice, {"a": ["other"]}),
        (choice, {"a": ["other"], "a__other": ["w" * 301]}),
        (DATE, {"when": ["soon"]}),
        (QuestionSpec("n", "number", "N", minimum="3"), {"n": ["2"]}),
        (QuestionSpec("n", "number", "N", maximum="3"), {"n": ["4"]}),
        (QuestionSpec("n", "number", "N"), {"n": ["many"]}),
        (QuestionSpec("t", "short_text", "T", max_characters=2), {"t": ["long"]}),
        (QuestionSpec("m", "multiple", "M", choices=choice.choices, max_choices=1), {"m": ["x", "y"]}),
        (QuestionSpec("r", "ranking", "R", choices=choice.choices), {"r__x": ["9"]}),
        (QuestionSpec("r", "ranking", "R", choices=choice.choices), {"r__x": ["1"], "r__y": ["1"]}),
        (QuestionSpec("r", "ranking", "R", choices=choice.choices), {"r__x": ["2"]}),
    ]:
        with pytest.raises(Invalid) as refused:
            type_of(question).clean(question, raw)
        sentence = refused.value.sentence
        with catalogue({sentence.msgid: "[" + sentence.msgid + "]"}):
            assert say(sentence) == f"[{sentence}]"


def test_answer_is_shown_with_the_words_of_the_reader() -> None:
    position = QuestionSpec("p", "position", "P", element="payments")
    other = QuestionSpec("s", "single", "S", choices=(ChoiceSpec("x", "X"),), allow_other=True)
    ranking = QuestionSpec("r", "ranking", "R", choices=(ChoiceSpec("x", Translated("Rice", "en", (("id", "Beras"),))),))
    with catalogue({"Support": "Mendukung", "Other: %(text)s": "Lainnya: %(text)s"}):
        assert [say(line) for line in type_of(position).display(position, Answer("support"))] == ["Mendukung"]
        assert [say(line) for line in type_of(other).display(other, Answer("other", {"s__other": "100 %"}))] == ["Lainnya: 100 %"]
        assert [say(line) for line in type_of(ranking).display(ranking, Answer(["x"]))] == ["1. Beras"]


def test_months_are_said_by_the_catalogue_of_django() -> None:
    lines = type_of(DATE).display(DATE, Answer("2027-03-31"))
    assert lines == ["31 March 2027"]
    with override("id"):
        assert say(lines[0]) == "31 Maret 2027"


def test_question_stands_before_its_error_in_the_language_of_each() -> None:
    question = Translated("Why?", "en", (("id", "Mengapa?"),))
    with catalogue({"Write an answer.": "Tulislah jawaban."}):
        assert named(question, Sentence(message("Write an answer."))) == "Mengapa? Tulislah jawaban."
    assert isinstance(say(question), LocalText)
