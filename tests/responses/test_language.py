"""Answering in a language in which every marked text stands in brackets: nothing of ours stands outside them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import Settings

from consultations.rendering import shelf
from core.places import COUNTRIES, MEMBER_STATES
from responses.languages import LANGUAGES
from tests import make
from tests.pseudo import outside, write_catalogue
from tests.responses.pages import RESPOND, begin, fill, send

pytestmark = pytest.mark.django_db
LANGUAGE = "eo"
GIVEN = frozenset(label for _, label in COUNTRIES) - frozenset(label for _, label in MEMBER_STATES)
NAMES = frozenset(name for _, name in LANGUAGES)  # each in its own language
DATA = re.compile(r"DEFA-[\w-]+|[\d-]+ [\d:]+ UTC|2\.5 days|Other: Two systems that do not talk|[A-Z0-9]{5}(-[A-Z0-9]+)+")


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locale")
    write_catalogue(folder, LANGUAGE)
    return folder


@pytest.fixture(autouse=True)
def _in_brackets(catalogue: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    make.consultation()
    for kept in ("skeletons", "parts"):
        monkeypatch.setattr(shelf, kept, {})
    settings.LOCALE_PATHS = [catalogue]
    settings.LANGUAGES = [(LANGUAGE, "Brackets"), ("en", "English")]
    settings.LANGUAGE_CODE = LANGUAGE
    with translation.override(LANGUAGE):
        yield


@pytest.fixture
def reader() -> Client:
    return Client(headers={"accept-language": LANGUAGE})


def _forgotten(page: str) -> list[str]:
    content = repr(make.form()) + repr(make.WHOLE_ANSWER) + repr(make.SHORT_FORM)
    known = GIVEN | NAMES
    found = [words.strip(" :.“”–,") for words in outside(page)]
    found = [words for words in found if words not in content and words not in known]
    return [words for words in found if not DATA.fullmatch(words)]


def _page(reader: Client, address: str, status: int = 200) -> str:
    answer = reader.get(address)
    assert answer.status_code == status
    page = answer.content.decode()
    assert "⟦" in page
    return page


def test_start(reader: Client) -> None:
    assert _forgotten(_page(reader, RESPOND)) == []


@pytest.mark.parametrize("part", ["", "about-you/", "s/trade/", "files/", "publication/", "upload/", "take-over/", "discard/"])
def test_pages_of_a_draft(reader: Client, part: str) -> None:
    assert _forgotten(_page(reader, begin(reader) + part)) == []


def test_check_of_an_empty_and_of_a_whole_draft(reader: Client) -> None:
    here = begin(reader)
    assert _forgotten(_page(reader, f"{here}check/")) == []
    fill(reader, here)
    assert _forgotten(_page(reader, f"{here}check/")) == []


def test_receipt_and_own_response(reader: Client) -> None:
    sent = send(reader)
    assert _forgotten(_page(reader, f"/responses/{sent.reference}/receipt/")) == []
    assert _forgotten(_page(reader, f"/responses/{sent.reference}/")) == []


def test_errors_of_a_part(reader: Client) -> None:
    here = begin(reader)
    page = reader.post(f"{here}about-you/", {"profile__email": "nobody"}).content.decode()
    assert "⟦Say in which capacity you answer.⟧" in page
    assert _forgotten(page) == []
