"""Guessing passwords is braked; nobody is locked out by the guesses of others."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.sign_in import SENTENCE, WRONG_PER_ADDRESS, WRONG_PER_NAME_AND_ADDRESS

pytestmark = pytest.mark.django_db

HERE, ELSEWHERE = "203.0.113.9", "198.51.100.7"
RIGHT = "a-long-right-password"


@pytest.fixture(autouse=True)
def ann(settings: Any) -> User:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return User.objects.create_user("ann", password=RIGHT, is_staff=True)


def sign_in(name: str, password: str, address: str = HERE, **more: Any) -> int:
    answer = Client(REMOTE_ADDR=address).post("/admin/login/", {"username": name, "password": password}, **more)
    if answer.status_code == 429:
        assert SENTENCE in answer.content.decode()
    return int(answer.status_code)


def test_after_ten_wrong_tries_not_even_the_right_password_opens_from_there() -> None:
    assert [sign_in("ann", "wrong") for _ in range(WRONG_PER_NAME_AND_ADDRESS)] == [200] * WRONG_PER_NAME_AND_ADDRESS
    assert sign_in("ann", "wrong") == 429
    assert sign_in("Ann", "wrong") == 429
    assert sign_in("ann", RIGHT) == 429


def test_right_password_opens_from_another_address_whatever_others_tried() -> None:
    for _ in range(WRONG_PER_NAME_AND_ADDRESS + 1):
        sign_in("ann", "wrong")
    assert sign_in("ann", RIGHT, ELSEWHERE) == 302


def test_right_passwords_do_not_count() -> None:
    assert {sign_in("ann", RIGHT) for _ in range(WRONG_PER_NAME_AND_ADDRESS + 3)} == {302}
    assert sign_in("ann", "wrong") == 200


def test_many_names_from_one_address_are_braked_too() -> None:
    answers = [sign_in(f"name-{number}", "wrong") for number in range(WRONG_PER_ADDRESS + 1)]
    assert answers == [200] * WRONG_PER_ADDRESS + [429]
    assert sign_in("name-0", "wrong", ELSEWHERE) == 200


def test_empty_form_counts_as_nothing() -> None:
    assert {sign_in("ann", "") for _ in range(WRONG_PER_NAME_AND_ADDRESS + 1)} == {200}
    assert sign_in("ann", RIGHT) == 302


@pytest.mark.parametrize("name", ["\x00", "<b>", "x" * 5000, "ann\n"])
def test_odd_names_are_refused_in_words(name: str) -> None:
    assert sign_in(name, "wrong") == 200


def test_behind_a_proxy_the_address_it_wrote_counts(settings: Any) -> None:
    settings.BEHIND_PROXY = True
    for number in range(WRONG_PER_NAME_AND_ADDRESS + 1):
        last = sign_in("ann", "wrong", HTTP_X_FORWARDED_FOR=f"10.0.0.{number}, {ELSEWHERE}")  # the first is the caller's own word
    assert last == 429
    assert sign_in("ann", RIGHT, HTTP_X_FORWARDED_FOR="192.0.2.44") == 302
