"""Names of countries: the same in every list of a language, in its own order."""

import pytest
from django.utils.translation import override

from accounts.forms import OrganisationForm
from consultations.fields import countries
from core.language import say
from core.places import COUNTRIES, MEMBER_STATES, country_name, other_countries

OTHERS = {code for code, _ in COUNTRIES} - {code for code, _ in MEMBER_STATES}


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("en", "Germany"),
        ("id", "Jerman"),
        ("th", "เยอรมนี"),
        ("zh-hans", "德国"),
        ("ta", "ஜெர்மனி"),
        ("pt", "Alemanha"),
        ("eo", "Germany"),
    ],
)
def test_a_country_is_called_by_the_name_of_the_language(language: str, name: str) -> None:
    with override(language):
        assert say(country_name("DE")) == name
        assert dict(other_countries(language))["DE"] == name
    assert country_name("DE") == "Germany"


@pytest.mark.parametrize("language", ["en", "km", "vi"])
def test_lists_to_choose_from_say_the_same_names_in_one_order(language: str) -> None:
    with override(language):
        (field,) = countries("q").fields.values()
        (_, members), (_, others) = list(field.choices)[1:]  # type: ignore[attr-defined]  # a ChoiceField
        assert [code for code, _ in members] == [code for code, _ in MEMBER_STATES]
        assert dict(others) == {code: say(country_name(code)) for code in OTHERS}
        assert OrganisationForm().fields["country"].choices[1:] == [*members, *others]  # type: ignore[attr-defined]  # same


@pytest.mark.parametrize(
    ("language", "earlier", "later"),
    [
        ("id", "DE", "AE"),  # Jerman, Uni Emirat Arab
        ("vi", "AT", "AR"),  # Áo, Argentina: a tone decides last
        ("vi", "AZ", "IN"),  # Azerbaijan, Ấn Độ: Â is a letter of its own
        ("th", "GM", "GR"),  # แกมเบีย, กรีซ: by the consonant
        ("th", "KE", "CA"),
        ("lo", "KW", "CI"),
        ("zh-hans", "AF", "EG"),  # 阿 a, 埃 ai
        ("ta", "IT", "FJ"),  # ஃ behind the vowels
    ],
)
def test_each_language_has_its_own_order(language: str, earlier: str, later: str) -> None:
    codes = [code for code, _ in other_countries(language)]
    assert codes.index(earlier) < codes.index(later)
