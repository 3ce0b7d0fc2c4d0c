"""Public pages in a language in which every marked text stands in brackets: nothing but content stands outside them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as portal
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import Settings

from consultations.rendering import shelf
from core.languages import LANGUAGES
from moderation.models import Tally
from tests import make
from tests.pseudo import outside, write_catalogue

pytestmark = pytest.mark.django_db
LANGUAGE = "eo"
STATEMENT = "Papers at the border."
REFERENCE = re.compile(r"DEFA-[\w-]+")
NAMES = frozenset(language.own_name for language in LANGUAGES.values())  # each in its own language
SOURCE = '<ul class="source-list">'


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("public")
    write_catalogue(folder, LANGUAGE)
    return folder


@pytest.fixture
def reader(catalogue: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    monkeypatch.setattr(shelf, "skeletons", {})
    settings.LOCALE_PATHS = [catalogue]
    settings.LANGUAGES = [(LANGUAGE, "Brackets"), *settings.LANGUAGES]
    settings.LANGUAGE_CODE = LANGUAGE
    call_command("load_defa", verbosity=0)
    phase = make.consultation().phases.get()
    for consent in ("named", "anonymous"):
        sent = {"reasons": STATEMENT}
        make.published(phase, consent=consent, country="VN", sector="logistics", statements=sent, timing="late")
    for option, count in (("", 90), ("support", 50), ("with_changes", 30), ("oppose", 3)):
        Tally.objects.update_or_create(phase=phase, question="stance", option=option, defaults={"count": count})
    with translation.override(LANGUAGE):
        yield Client(headers={"accept-language": LANGUAGE})


def _page(reader: Client, address: str) -> str:
    answer = reader.get(address)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "⟦" in page
    return page


def _forgotten(page: str) -> list[str]:
    """Sources are named as they name themselves; what is said around them is said in templates, which test_marked.py reads."""
    page = re.sub(rf"{SOURCE}.*?</ul>", "", page, flags=re.DOTALL)
    content = (portal.BASE_DIR / "data" / "defa.json").read_text()
    content += json.dumps([repr(make.form()), STATEMENT, "Somsak Vongsa, Mekong Crafts", "Tell us what works."])
    found = [words.strip(" :.“”–,()·") for words in outside(page)]
    return [words for words in found if words not in content and words not in NAMES and not REFERENCE.fullmatch(words)]


@pytest.mark.parametrize(
    "address",
    [
        *("/", "/timeline/", "/elements/", "/elements/digital-trade/", "/consultations/", "/about/", "/privacy/"),
        *("/accessibility/", "/moderation-policy/", "/language/", "/consultations/rules-for-trade/"),
        *("/consultations/rules-for-trade/responses/", "/consultations/rules-for-trade/figures/"),
    ],
)
def test_public_page(reader: Client, address: str) -> None:
    assert _forgotten(_page(reader, address)) == []


def test_published_response(reader: Client) -> None:
    record = _page(reader, "/consultations/rules-for-trade/responses/")
    for reference in set(REFERENCE.findall(record)):
        assert _forgotten(_page(reader, f"/consultations/rules-for-trade/responses/{reference}/")) == []
