import pytest

from moderation.jobs import show_guessed_languages
from moderation.models import PublishedStatement
from responses.jobs import guess_statement_languages
from responses.models import GuessedLanguage, Statement
from tests import make

pytestmark = pytest.mark.django_db
KHMER = "យើងគាំទ្រធាតុនេះ ប៉ុន្តែសុំរយៈពេលអន្តរកាលវែងជាងនេះ។"
TAMIL = "இந்தக் கூறை ஆதரிக்கிறோம், ஆனால் நீண்ட மாற்றக் காலம் வேண்டும்."


def guesses() -> dict[str, str]:
    return dict(GuessedLanguage.objects.values_list("statement__key", "language"))


def test_only_statements_of_undeclared_language_are_guessed_and_each_once() -> None:
    phase = make.consultation().phases.get()
    make.response(phase, language="und", statements={"why": KHMER, "more": "Yes."})
    make.response(phase, language="en", statements={"said": KHMER})
    assert guess_statement_languages.func() == 2
    assert guesses() == {"why": "km", "more": "und"}
    assert guess_statement_languages.func() == 0
    assert set(Statement.objects.values_list("key", "language")) == {("why", "und"), ("more", "und"), ("said", "en")}


def test_statement_is_in_what_was_declared_else_in_what_was_guessed() -> None:
    phase = make.consultation().phases.get()
    make.response(phase, language="und", statements={"why": KHMER, "more": "Yes."})
    make.response(phase, language="en", statements={"said": KHMER})
    assert {one.key: one.seems_in for one in Statement.objects.all()} == {"why": "und", "more": "und", "said": "en"}
    guess_statement_languages.func()
    assert {one.key: one.seems_in for one in Statement.objects.all()} == {"why": "km", "more": "und", "said": "en"}


def test_guess_reaches_the_public_record_and_is_marked_as_one() -> None:
    phase = make.consultation().phases.get()
    make.published(phase, language="und", statements={"why": TAMIL, "more": "Yes."})
    make.published(phase, language="en", statements={"said": "We agree."})
    assert show_guessed_languages.func() == 0
    guess_statement_languages.func()
    assert show_guessed_languages.func() == 1
    assert set(PublishedStatement.objects.values_list("key", "language", "language_is_guessed")) == {
        ("why", "ta", True),
        ("more", "und", False),
        ("said", "en", False),
    }
    assert show_guessed_languages.func() == 0
