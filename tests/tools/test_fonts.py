"""The web fonts have the letters that pages need, and the style sheet fetches them for these letters."""

import re

import pytest
from fontTools.ttLib import TTFont

from core.languages import LANGUAGES
from tools.catalogues import read, source_of
from tools.fonts import FOLDER, INVISIBLE, ROOT, SCRIPTS, SOURCES, Script

TOKENS = (ROOT / "static" / "css" / "tokens.css").read_text()
OF_DIGITS = frozenset({"frac", "numr", "dnom", "sups", "subs", "sinf", "ordn", "aalt", "case", "zero", "locl"})  # and of Latin
CASES = pytest.mark.parametrize("script", SCRIPTS, ids=[script.language for script in SCRIPTS])


def _letters(script: Script) -> set[int]:
    codes: set[int] = set(TTFont(script.path).getBestCmap())
    return codes


def test_every_font_is_made_by_us() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {
        "OFL.txt",
        *(path.name for script in SCRIPTS for path in (script.path, script.name_path)),
    }
    assert (FOLDER / "OFL.txt").read_bytes() == (SOURCES / "OFL.txt").read_bytes()


@CASES
def test_font_has_the_letters_of_its_source(script: Script) -> None:
    whole = TTFont(SOURCES / f"{script.font}.ttf").getBestCmap()
    ranges = (*script.ranges, *INVISIBLE)
    assert _letters(script) == {code for code in whole if any(first <= code <= last for first, last in ranges)}


@CASES
def test_font_has_the_letters_of_its_catalogue_and_of_the_name_of_its_language(script: Script) -> None:
    language = LANGUAGES[script.language]
    texts = [language.own_name]
    if source_of(language).exists():
        texts += ["".join(entry.string or "") for entry in read(source_of(language))]
    written = {character for text in texts for character in text if script.has(character)}
    assert written
    assert {character for character in written if ord(character) not in _letters(script)} == set()


@CASES
def test_font_of_own_names_has_the_letters_of_one_name_alone(script: Script) -> None:
    letters = set(map(ord, LANGUAGES[script.language].own_name))
    assert set(TTFont(script.name_path).getBestCmap()) == letters
    assert script.name_path.name in TOKENS


@CASES
def test_font_keeps_what_joins_signs_and_puts_marks_in_their_place(script: Script) -> None:
    whole, subset = TTFont(SOURCES / f"{script.font}.ttf"), TTFont(script.path)
    assert _features(whole, "GSUB") - _features(subset, "GSUB") <= OF_DIGITS
    assert _features(whole, "GPOS") & {"mark", "mkmk", "dist", "kern"} <= _features(subset, "GPOS")


def _features(font: TTFont, table: str) -> set[str]:
    return {one.FeatureTag for one in font[table].table.FeatureList.FeatureRecord}


@CASES
def test_style_sheet_fetches_a_font_for_its_letters_alone(script: Script) -> None:
    face = re.search(rf"@font-face {{[^}}]*url\(\"\.\./fonts/{script.path.name}\"\)[^}}]*}}", TOKENS)
    assert face
    assert f"unicode-range: {script.unicode_range};" in face[0]
    assert "font-display: swap;" in face[0]
    assert face[0].index("local(") < face[0].index("url(")
    family = re.search(r'font-family: ("[^"]+")', face[0])
    assert family
    assert re.search(
        rf":lang\({script.language}\) {{ --font: [^;]*var\(--own-names, {family[1]}\), var\(--latin\), sans-serif; }}", TOKENS
    )
