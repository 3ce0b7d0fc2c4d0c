"""What gets in and what does not."""

import tempfile
import time
from typing import BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.uploads.images import redraw
from core.uploads.inspecting import inspect
from core.uploads.kinds import KINDS, BadFile, Kind, file_size
from core.uploads.names import LONGEST_NAME, clean_name
from tests.core.uploads import hostile

IMAGES = ("png", "jpeg")


def take(name: str, content: bytes) -> tuple[Kind, bytes]:
    """As the service takes a file: its kind, and what would be stored."""
    with tempfile.TemporaryFile() as file:
        file.write(content)
        kind = inspect(cast(BinaryIO, file), name)
        if kind.key not in IMAGES:
            return kind, content
        with tempfile.TemporaryFile() as made:
            redraw(cast(BinaryIO, file), kind, made)
            return kind, made.read()


def outcome(name: str, content: bytes) -> str:
    try:
        return take(name, content)[0].key
    except BadFile:
        return "refused"


@pytest.mark.parametrize("key", sorted(hostile.SOUND))
def test_sound_file_of_each_kind_is_taken(key: str) -> None:
    name, content = hostile.SOUND[key]
    assert take(name, content)[0].key == key


@pytest.mark.parametrize("case", sorted(hostile.SOUND_TOO))
def test_content_decides_and_not_the_name(case: str) -> None:
    name, content, key = hostile.SOUND_TOO[case]
    assert take(name, content)[0].key == key


@pytest.mark.parametrize("case", sorted(hostile.HOSTILE))
def test_hostile_file_is_refused_with_a_sentence_in_time(case: str) -> None:
    name, content = hostile.HOSTILE[case]
    started = time.process_time()
    with pytest.raises(BadFile) as refused:
        take(name, content)
    assert refused.value.sentence.endswith(".")
    assert refused.value.status == 422
    assert time.process_time() - started < 2


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_image_loses_its_place_and_camera(form: str) -> None:
    content = hostile.image(form, place=True)
    assert b"Canary Cameras" in content
    stored = take("photo", content)[1]
    assert b"Canary Cameras" not in stored
    with tempfile.TemporaryFile() as file:
        file.write(stored)
        with Image.open(file) as image:
            assert dict(image.getexif()) == {}
            assert image.size == (12, 8)


def test_image_that_lies_on_its_side_is_stored_upright() -> None:
    _, stored = take("photo", hostile.image("JPEG", orientation=6))
    with tempfile.TemporaryFile() as file:
        file.write(stored)
        with Image.open(file) as image:
            assert image.size == (8, 12)


def test_image_with_an_archive_behind_it_loses_the_archive() -> None:
    _, content, _ = hostile.SOUND_TOO["picture with an archive behind it"]
    assert b"word/document.xml" not in take("both.png", content)[1]


@pytest.mark.parametrize("typed", sorted(hostile.NAMES))
def test_names_are_made_safe(typed: str) -> None:
    key, expected = hostile.NAMES[typed]
    assert clean_name(typed, KINDS[key]) == expected


@given(st.text(max_size=400), st.sampled_from(sorted(KINDS)))
def test_any_name_becomes_one_that_can_be_saved(typed: str, key: str) -> None:
    name = clean_name(typed, KINDS[key])
    assert 0 < len(name) <= LONGEST_NAME
    assert not set(name) & set('/\\:*?"<>|\0\n\r')
    assert name.endswith("." + KINDS[key].extension)
    assert clean_name(name, KINDS[key]) == name


@given(st.sampled_from([b"%PDF-", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b""]), st.binary(max_size=300))
def test_any_bytes_are_taken_or_refused_and_nothing_else(head: bytes, rest: bytes) -> None:
    assert outcome("a.csv", head + rest) in {*KINDS, "refused"}


@given(st.sampled_from(sorted(hostile.SOUND)), st.integers(0, 400), st.integers(0, 255))
def test_any_damage_to_a_sound_file_is_taken_or_refused(key: str, place: int, byte: int) -> None:
    name, content = hostile.SOUND[key]
    damaged = bytearray(content)
    damaged[place % len(damaged)] = byte
    assert outcome(name, bytes(damaged)) in {*KINDS, "refused"}


def test_sizes_are_said_for_people() -> None:
    assert [file_size(size) for size in (10, 1024 * 812, 1024 * 1024 * 19 // 2, 10 << 20)] == [
        "1 KB",
        "812 KB",
        "9.5 MB",
        "10 MB",
    ]
