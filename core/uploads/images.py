"""Images are made anew from their pixels: place, camera, thumbnails, comments and whatever was added stay behind.

One whose pixels would take too much memory for a web worker is stripped instead: its picture is copied, nothing else is.
"""

import struct
import warnings
from typing import IO, BinaryIO

from PIL import Image, ImageOps

from core.uploads.kinds import BadFile, Kind
from core.uploads.stripping import strip_jpeg, strip_png
from core.words import message

MOST_PIXELS = 25_000_000
MOST_MEMORY = 64_000_000  # bytes for the pixels of one image
ORIENTATION = 0x0112
_ONE_BYTE = frozenset({"1", "L", "P"})  # a pixel of any other mode takes four
_FORMATS = {"png": "PNG", "jpeg": "JPEG"}
_DAMAGED = (
    *(OSError, SyntaxError, ValueError, TypeError, EOFError, IndexError, struct.error),
    *(Image.DecompressionBombError, Image.DecompressionBombWarning),
)


def redraw(file: BinaryIO, kind: Kind, into: IO[bytes]) -> None:
    """Write the image, upright, to ``into``, and go back to its beginning. Raises BadFile."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # about metadata, which stays behind anyway
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            _redraw(file, _FORMATS[kind.key], into)
    except _DAMAGED:
        raise BadFile(message("This image is damaged. Open it, save it again and send that.")) from None
    into.seek(0)


def _redraw(file: BinaryIO, form: str, into: IO[bytes]) -> None:
    file.seek(0)
    with Image.open(file, formats=[form]) as image:
        if image.width * image.height > MOST_PIXELS:
            raise BadFile(message("This image is larger than 25 million pixels. Make it smaller and send it again."))
        turned = _orientation(image)
        if _memory(image, turned) > MOST_MEMORY:
            _strip(file, image, form, turned, into)
            return
        image.load()
        ImageOps.exif_transpose(image, in_place=True)  # a copy of 25 million pixels would be another 100 MB
        colours = image.info.get("icc_profile")
        image.info = {name: image.info[name] for name in ("transparency",) if name in image.info}
        quality = {"quality": 92} if form == "JPEG" else {}
        image.save(into, form, icc_profile=colours, **quality)


def _strip(file: BinaryIO, image: Image.Image, form: str, turned: int, into: IO[bytes]) -> None:
    """A JPEG that is not progressive is first decoded at an eighth of its size, to see that it is whole; of a progressive one the
    decoder would keep all coefficients, whatever the size."""
    if form == "JPEG" and "progressive" not in image.info:
        image.draft(image.mode, (1, 1))
        image.load()
    file.seek(0)
    (strip_jpeg if form == "JPEG" else strip_png)(file.read(), into, turned)


def _orientation(image: Image.Image) -> int:
    """1 (upright) to 8. Of a PNG only what stands before its picture is looked at: Pillow would decode all of it for the rest."""
    exif = Image.Exif()
    exif.load(image.info.get("exif", b""))
    turned = exif.get(ORIENTATION, 1)
    return turned if turned in range(1, 9) else 1


def _memory(image: Image.Image, turned: int) -> int:
    """Bytes at the peak of drawing it anew; turning it makes a second picture."""
    pixels = image.width * image.height
    pictures = (1 if image.mode in _ONE_BYTE else 4) * (1 if turned == 1 else 2)
    coefficients = 6 if "progressive" in image.info else 0
    return pixels * (pictures + coefficients)
