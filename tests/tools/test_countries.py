"""data/countries.json is what tools.countries makes of the libraries that are pinned."""

from core.languages import LANGUAGES
from core.places import COUNTRIES
from tools import countries


def test_file_is_up_to_date() -> None:
    assert countries.PATH.read_text(encoding="utf-8") == countries.content()


def test_every_language_has_a_name_of_every_country_and_none_twice() -> None:
    for language in set(LANGUAGES) - {"en"}:
        names = countries.names_in(language)
        assert names.keys() == {code for code, _ in COUNTRIES}
        assert all(name == name.strip() != "" for name in names.values())
        assert len(set(names.values())) == len(names)
