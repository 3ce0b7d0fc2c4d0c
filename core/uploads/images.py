"""Images are made anew from their pixels: place, camera, thumbnails, comments and whatever was added stay behind."""

import struct
import warnings
from typing import IO, BinaryIO

from PIL import Image, ImageOps

from core.uploads.kinds import BadFile, Kind
from core.words import message

MOST_PIXELS = 25_000_000
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
        image.load()
        ImageOps.exif_transpose(image, in_place=True)  # a copy of 25 million pixels would be another 100 MB
        colours = image.info.get("icc_profile")
        image.info = {name: image.info[name] for name in ("transparency",) if name in image.info}
        quality = {"quality": 92} if form == "JPEG" else {}
        image.save(into, form, icc_profile=colours, **quality)
