"""The web fonts under static/fonts: of each font of a script under data/fonts, the letters of that script. ``make fonts``.

Hints are left out: screens of today do without. docs/languages.md names the sizes.
"""

import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font

from core.languages import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "data" / "fonts"
FOLDER = ROOT / "static" / "fonts"
INVISIBLE = ((0x200B, 0x200D), (0x25CC, 0x25CC))  # between and inside words, and the ring that shows a vowel alone
NAMES = [0, 1, 2, 3, 4, 5, 6, 13, 14]  # with the licence


@dataclass(frozen=True)
class Script:
    """``ranges``: first and last character, as ``unicode-range`` in static/css/tokens.css has them too."""

    language: str
    font: str
    ranges: tuple[tuple[int, int], ...]

    @property
    def path(self) -> Path:
        return FOLDER / f"{self.font}.woff2"

    @property
    def name_path(self) -> Path:
        """Of the font that has the letters of the language's own name alone, for the page that lists the languages."""
        return FOLDER / f"{self.font.removesuffix('-Regular')}-OwnName.woff2"

    @property
    def unicode_range(self) -> str:
        found = [f"U+{first:04X}-{last:04X}" if first != last else f"U+{first:04X}" for first, last in (*self.ranges, *INVISIBLE)]
        return ", ".join(found)

    def has(self, character: str) -> bool:
        return any(first <= ord(character) <= last for first, last in self.ranges)


SCRIPTS = (
    Script("km", "NotoSansKhmer-Regular", ((0x1780, 0x17FF), (0x19E0, 0x19FF))),
    Script("lo", "NotoSansLao-Regular", ((0x0E80, 0x0EFF),)),
    Script("my", "NotoSansMyanmar-Regular", ((0x1000, 0x109F),)),
    Script("th", "NotoSansThai-Regular", ((0x0E00, 0x0E7F),)),
    Script("ta", "NotoSansTamil-Regular", ((0x0964, 0x0965), (0x0B80, 0x0BFF))),
)


def make(script: Script, path: Path, codes: Iterable[int]) -> None:
    options = Options(flavor="woff2", hinting=False, layout_features=["*"], name_IDs=NAMES, notdef_outline=True)
    font = load_font(SOURCES / f"{script.font}.ttf", options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    save_font(font, path, options)


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    shutil.copy(SOURCES / "OFL.txt", FOLDER / "OFL.txt")
    for script in SCRIPTS:
        letters = [code for first, last in (*script.ranges, *INVISIBLE) for code in range(first, last + 1)]
        for path, codes in ((script.path, letters), (script.name_path, map(ord, LANGUAGES[script.language].own_name))):
            make(script, path, codes)
            sys.stdout.write(f"{path.name}: {path.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
