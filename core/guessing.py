"""Which language a text is written in, guessed: by its script where that tells, else by letter statistics. Imports no Django.

Short or doubtful texts stay “und”. Indonesian and Malay share most words; a few sentences are needed to tell them apart, so
of these two the statistics must be surer and the text longer than of others.
"""

import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache

UNKNOWN = "und"
_BY_SCRIPT = {"KHMER": "km", "LAO": "lo", "MYANMAR": "my", "THAI": "th", "TAMIL": "ta", "HANGUL": "ko", "CJK": "zh"}
_KANA = {"HIRAGANA", "KATAKANA"}
SHARE = 0.6  # of the letters: a text in Khmer may name a firm in Latin letters
FEWEST_OF_A_SCRIPT = 4
FEWEST_LATIN = 30
SURE = 0.9
NEIGHBOURS, FEWEST_OF_NEIGHBOURS, SURE_OF_NEIGHBOURS = frozenset({"id", "ms"}), 90, 0.95
MOST_READ = 2000  # characters; more tells nothing new
_OURS = {"fil": "fil", "tl": "fil", "iw": "he", "in": "id"}


def guessed_language(text: str) -> str:
    """A BCP 47 language subtag, or “und”."""
    letters = [letter for letter in text[:MOST_READ] if letter.isalpha()]
    scripts = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in letters)
    if not scripts:
        return UNKNOWN
    script, number = scripts.most_common(1)[0]
    if script != "LATIN" and number >= FEWEST_OF_A_SCRIPT and any(scripts[kana] for kana in _KANA):
        return "ja"
    if script in _BY_SCRIPT:
        return _BY_SCRIPT[script] if number >= max(FEWEST_OF_A_SCRIPT, SHARE * len(letters)) else UNKNOWN
    if script != "LATIN" or number < max(FEWEST_LATIN, SHARE * len(letters)):
        return UNKNOWN
    return _of_latin(text[:MOST_READ], number)


def _of_latin(text: str, letters: int) -> str:
    code, probability = _statistics()(text.encode("utf-8", "ignore").decode().replace("\0", " "))
    code = _OURS.get(code, code)
    if code in NEIGHBOURS:
        return code if letters >= FEWEST_OF_NEIGHBOURS and probability >= SURE_OF_NEIGHBOURS else UNKNOWN
    return code if probability >= SURE else UNKNOWN


@cache
def _statistics() -> Callable[[str], tuple[str, float]]:
    """Compact Language Detector 3, loaded by the first text that needs it: in the job worker, and nowhere else."""
    import gcld3

    detector = gcld3.NNetLanguageIdentifier(min_num_bytes=0, max_num_bytes=3 * MOST_READ)

    def found(text: str) -> tuple[str, float]:
        result = detector.FindLanguage(text=text)
        return result.language, result.probability if result.is_reliable else 0.0

    return found
