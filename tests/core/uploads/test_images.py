"""Images: drawn anew where memory allows, else stripped; nothing but the picture is kept either way."""

import io
import random
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.uploads import images
from core.uploads.images import redraw
from core.uploads.kinds import KINDS, BadFile
from core.uploads.stripping import strip_jpeg, strip_png
from tests.core.uploads import hostile

SIZE = (61, 43)


def noise(mode: str = "RGB", size: tuple[int, int] = SIZE) -> Image.Image:
    """A picture that compresses badly, the same each time."""
    channels = len(Image.new(mode, (1, 1)).getbands())
    return Image.frombytes(mode, size, random.Random(3).randbytes(channels * size[0] * size[1]))


def written(image: Image.Image, form: str, **options: Any) -> bytes:
    made = io.BytesIO()
    image.save(made, form, **options)
    return made.getvalue()


def stripped(content: bytes, form: str, orientation: int = 1) -> bytes:
    made = io.BytesIO()
    (strip_jpeg if form == "JPEG" else strip_png)(content, made, orientation)
    return made.getvalue()


def pixels(content: bytes) -> tuple[str, tuple[int, int], bytes]:
    with Image.open(io.BytesIO(content)) as image:
        image.load()
        return image.mode, image.size, image.tobytes()


def pixels_or_none(content: bytes) -> object:
    """None for what Pillow calls damaged."""
    try:
        return pixels(content)
    except images._DAMAGED:
        return None


EVERY_FORM: dict[str, tuple[str, str, dict[str, Any]]] = {
    "jpeg": ("JPEG", "RGB", {"quality": 90}),
    "jpeg, every pixel with its colour": ("JPEG", "RGB", {"subsampling": 0}),
    "progressive jpeg": ("JPEG", "RGB", {"progressive": True}),
    "jpeg with restarts": ("JPEG", "RGB", {"restart_marker_rows": 1}),
    "grey jpeg": ("JPEG", "L", {}),
    "jpeg for print": ("JPEG", "CMYK", {}),
    "png": ("PNG", "RGB", {}),
    "png that lets through": ("PNG", "RGBA", {}),
    "grey png": ("PNG", "L", {}),
    "png of black and white": ("PNG", "1", {"bits": 1}),
    "png with a palette": ("PNG", "P", {}),
    "grey png that lets through": ("PNG", "LA", {}),
    "deep png": ("PNG", "I;16", {}),
}


def of_form(name: str, **more: Any) -> tuple[str, bytes]:
    form, mode, options = EVERY_FORM[name]
    image = Image.new("1", SIZE, 1) if mode == "1" else Image.new(mode, SIZE, 900) if mode == "I;16" else noise(mode)
    if mode == "P":
        image.putpalette(random.Random(4).randbytes(768))
    return form, written(image, form, **options, **more)


@pytest.mark.parametrize("name", EVERY_FORM)
def test_stripped_picture_is_the_same_picture(name: str) -> None:
    form, content = of_form(name)
    assert pixels(stripped(content, form)) == pixels(content)


@pytest.mark.parametrize("name", ["jpeg", "progressive jpeg", "png"])
def test_stripping_leaves_out_place_camera_words_and_what_stands_behind(name: str) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[images.ORIENTATION] = "Canary Cameras", 6
    exif.get_ifd(0x8825).update({1: "S", 2: (6.0, 10.0, 30.0)})
    words = {"comment": b"Canary words"} if "jpeg" in name else {}
    form, content = of_form(name, exif=exif, **words)
    content += b"PK canary archive"
    assert content.count(b"anary") == (3 if words else 2)
    kept = stripped(content, form, orientation=6)
    assert b"anary" not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert dict(image.getexif()) == {images.ORIENTATION: 6}
    assert pixels(kept) == pixels(content)


def test_colours_of_a_profile_are_kept() -> None:
    for name in ("jpeg", "png"):
        form, content = of_form(name, icc_profile=b"a profile of colours")
        with Image.open(io.BytesIO(stripped(content, form))) as image:
            assert image.info["icc_profile"] == b"a profile of colours"


@pytest.mark.parametrize("name", ["jpeg", "progressive jpeg", "png"])
def test_image_too_large_for_memory_is_stripped_and_any_other_drawn_anew(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    form, content = of_form(name, **({"compress_level": 1} if name == "png" else {}))
    drawn, copied = io.BytesIO(), io.BytesIO()
    redraw(io.BytesIO(content), KINDS[form.lower()], drawn)
    monkeypatch.setattr(images, "MOST_MEMORY", 0)
    redraw(io.BytesIO(content), KINDS[form.lower()], copied)
    assert copied.getvalue() == stripped(content, form)
    assert drawn.getvalue() != copied.getvalue()
    assert pixels(copied.getvalue()) == pixels(content)


@pytest.mark.parametrize(
    ("mode", "info", "turned", "expected"),
    [("RGB", {}, 1, 4), ("L", {}, 1, 1), ("RGB", {}, 6, 8), ("RGB", {"progressive": 1}, 1, 10), ("P", {}, 8, 2)],
)
def test_memory_is_counted_before_it_is_taken(mode: str, info: dict[Any, Any], turned: int, expected: int) -> None:
    image = Image.new(mode, (10, 10))
    image.info = info
    assert images._memory(image, turned) == 100 * expected


@pytest.mark.parametrize("name", ["jpeg", "png"])
def test_large_image_that_is_cut_off_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(images, "MOST_MEMORY", 0)
    form, content = of_form(name)
    for end in range(4, len(content) - 8, 97):
        with pytest.raises(BadFile):
            redraw(io.BytesIO(content[:end]), KINDS[form.lower()], io.BytesIO())


@given(st.sampled_from(["jpeg", "progressive jpeg", "png"]), st.integers(0, 20_000), st.binary(min_size=1, max_size=6))
def test_any_damage_is_refused_or_gives_an_image(name: str, place: int, damage: bytes) -> None:
    form, content = of_form(name)
    at = place % len(content)
    broken = content[:at] + damage + content[at + len(damage) :]
    try:
        kept = stripped(broken, form)
    except ValueError:
        return
    shown = pixels_or_none(broken)
    assert shown is None or pixels_or_none(kept) == shown  # what no program could read may be readable without the damaged part


def test_picture_that_unpacks_to_more_than_it_says_takes_no_memory() -> None:
    content = hostile.bursting_png()
    tracemalloc.start()
    with pytest.raises(ValueError, match="more than the picture has"):
        stripped(content, "PNG")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000
