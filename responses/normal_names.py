"""Names and register numbers brought to one form, so that two ways of writing the same firm compare equal. Imports no Django.

What is left out, and why, is told in docs/associations.md.
"""

import unicodedata
from functools import lru_cache


def _nfkc(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


# Words of legal form, as they stand alone in a name, without dots, case-folded.
LEGAL_WORDS = frozenset(
    _nfkc(word)
    for word in (
        *("co", "company", "corp", "corporation", "inc", "incorporated", "limited", "ltd", "llc", "llp", "plc"),  # English
        *("pt", "tbk", "persero", "cv", "ud"),  # Indonesia
        *("sdn", "bhd", "berhad", "sendirian", "plt"),  # Malaysia, Brunei Darussalam
        *("pte", "private", "pvt"),  # Singapore
        *("opc",),  # Philippines
        *("lda", "limitada", "unipessoal", "sa"),  # Timor-Leste
        *("tnhh", "cp", "mtv"),  # Viet Nam
        *("บริษัท", "จำกัด", "มหาชน", "บจก", "บมจ", "หจก"),  # Thailand
        *("ບໍລິສັດ", "ຈໍາກັດ"),  # Lao PDR
        *("ក្រុមហ៊ុន", "ឯក"),  # Cambodia
        *("gmbh", "ag", "bv", "nv", "sarl", "srl", "kk"),  # elsewhere
    )
)
LEGAL_PHRASES = tuple(tuple(_nfkc(phrase).split()) for phrase in ("công ty cổ phần", "công ty", "cổ phần"))
# In scripts that write without spaces the form stands at an end of the name.
LEGAL_STARTS = tuple(map(_nfkc, ("บริษัท", "ห้างหุ้นส่วนจำกัด", "ບໍລິສັດ", "ក្រុមហ៊ុន")))
LEGAL_ENDS = tuple(map(_nfkc, ("จำกัดมหาชน", "จำกัด", "ຈໍາກັດ", "株式会社", "股份有限公司", "有限责任公司", "有限公司")))
DEEPEST = 20


def normal_name(name: str) -> str:
    """NFKC, case-folded, letters, marks and digits only, without words of legal form; ``""`` if nothing is left to compare.

    Normalising again changes nothing.
    """
    for _ in range(DEEPEST):
        once = _once(name)
        if once == name:
            break
        name = once
    return name


def normal_number(number: str) -> str:
    """Letters and digits only, capitals, all digits as 0 to 9."""
    return "".join(_digit(c) for c in _nfkc(_nfkc(number).upper()) if unicodedata.category(c)[0] in "LN")


def _once(name: str) -> str:
    folded = _nfkc(_nfkc(name).casefold())
    words = "".join(_kept(c) for c in folded).split()
    left = _without_form(words)
    return _without_ends(_nfkc("".join(left or words)))


@lru_cache(maxsize=4096)
def _kept(c: str) -> str:
    """Letters, marks and digits stay. Dots and what is not seen go (P.T. is PT), anything else parts words."""
    category = unicodedata.category(c)
    if category[0] in "LMN":
        return _digit(c)
    return "" if c in ".'’" or category == "Cf" else " "


def _digit(c: str) -> str:
    value = unicodedata.decimal(c, None)
    return c if value is None else str(value)


def _without_form(words: list[str]) -> list[str]:
    for phrase in LEGAL_PHRASES:
        for start in range(len(words) - len(phrase) + 1):
            if tuple(words[start : start + len(phrase)]) == phrase:
                words = [*words[:start], *words[start + len(phrase) :]]
                break
    return [word for word in words if word not in LEGAL_WORDS]


def _without_ends(joined: str) -> str:
    for start in LEGAL_STARTS:
        if len(joined) > len(start):
            joined = joined.removeprefix(start)
    for end in LEGAL_ENDS:
        if len(joined) > len(end):
            joined = joined.removesuffix(end)
    return joined
