"""Names of countries in the languages of the portal, into data/countries.json: from the Unicode CLDR as Babel carries it.
``make countries``.

Each language lists them in its own order, as near as it can be had without a library of collation: docs/languages.md says how.
"""

import json
import sys
import unicodedata
from pathlib import Path

import babel
from babel import Locale
from django_countries.data import COUNTRIES

from core.languages import LANGUAGES, SOURCE

PATH = Path(__file__).resolve().parent.parent / "data" / "countries.json"
LOCALES = {"pt": "pt_PT", "zh-hans": "zh_Hans"}
"""The locale of CLDR where it has another name. Our Portuguese is that of Portugal and Timor-Leste."""
SPACE_BETWEEN_WORDS = "\u200b"  # Khmer and Lao write it where a line may break
VOWELS_BEFORE = {"th": "เแโใไ", "lo": "ເແໂໃໄ"}  # written before the consonant after which they are sorted
TONES = {"th": "็่้๊๋์", "lo": "່້໊໋໌"}  # decide only between words that are otherwise the same
VIETNAMESE_TONES = "\u0300\u0301\u0303\u0309\u0323"
TAMIL_LATE = {ord("ஃ"): "ஔ\u0bff", ord("ஜ"): "வ\u0bff"}  # behind the vowels; with the other letters of Sanskrit
Key = tuple[object, ...]


def sort_key(name: str, language: str) -> Key:
    """Where a name stands among the others of its language."""
    plain = name.replace(SPACE_BETWEEN_WORDS, "")
    if language in VOWELS_BEFORE:
        return _vowels_after(plain, language), plain
    if language == "zh-hans":  # the first 3,755 characters of GB 2312 stand in the order of their sounds
        return tuple(_by_sound(letter) for letter in plain), plain
    if language == "vi":
        spread = unicodedata.normalize("NFD", plain.casefold().replace("đ", "d\u0335"))
        return "".join(letter for letter in spread if letter not in VIETNAMESE_TONES), spread
    if language == "ta":
        return (plain.translate(TAMIL_LATE), plain)
    if language in ("km", "my"):
        return (plain,)
    spread = unicodedata.normalize("NFD", plain.casefold())
    return "".join(letter for letter in spread if letter.isalnum() or letter == " "), plain


def _vowels_after(name: str, language: str) -> str:
    letters = [letter for letter in name if letter not in TONES[language]]
    for at in range(len(letters) - 1):
        if letters[at] in VOWELS_BEFORE[language]:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def _by_sound(letter: str) -> bytes:
    try:
        return letter.encode("gb2312")
    except UnicodeEncodeError:
        return b"\xff" + letter.encode("gb18030")


def names_in(language: str) -> dict[str, str]:
    """Code -> name, in the order of the language."""
    of_cldr = Locale.parse(LOCALES.get(language, language)).territories
    names = {code: unicodedata.normalize("NFC", of_cldr[code].strip(SPACE_BETWEEN_WORDS)) for code in COUNTRIES}
    return dict(sorted(names.items(), key=lambda pair: sort_key(pair[1], language)))


def content() -> str:
    made = {
        "about": "Names of countries (ISO 3166-1), each language in its order. Made by tools/countries.py; not edited by hand.",
        "source": f"Unicode Common Locale Data Repository, as Babel {babel.__version__} carries it",
        "licence": "Unicode-3.0",
        "names": {code: names_in(code) for code in LANGUAGES if code != SOURCE},
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    PATH.write_text(content(), encoding="utf-8")
    sys.stdout.write(f"{PATH.name}: {PATH.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
