from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.functions import Now

from core import limits
from core.models import RateCount


@pytest.mark.django_db
def test_allow_counts_each_key_and_window_on_its_own() -> None:
    assert [limits.allow("code/203.0.113.9", 2, 86400) for _ in range(3)] == [True, True, False]
    assert limits.allow("code/203.0.113.10", 2, 86400)
    assert limits.allow("code/203.0.113.9", 2, 86400 * 2)
    assert b"203" not in bytes(RateCount.objects.latest("id").key)


@pytest.mark.django_db
def test_allow_takes_any_text_for_a_key() -> None:
    assert limits.allow("\0 \ud800 " + "x" * 5000, 1, 60)


@pytest.mark.django_db
def test_forget_old_deletes_only_windows_that_are_over() -> None:
    limits.allow("old", 1, 60)
    RateCount.objects.update(expires_at=Now() - timedelta(seconds=1))
    limits.allow("new", 1, 60)
    assert limits.forget_old() == 1
    assert RateCount.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_allow_lets_exactly_the_limit_through_when_many_come_at_once() -> None:
    def tries() -> list[bool]:
        try:
            return [limits.allow("one", 25, 10_000_000) for _ in range(10)]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = [answer for future in [pool.submit(tries) for _ in range(8)] for answer in future.result()]
    assert Counter(answers) == {True: 25, False: 55}


@pytest.mark.django_db
def test_a_try_given_back_counts_no_more() -> None:
    for _ in range(5):
        assert limits.allow("one", 1, 86400)
        limits.give_back("one", 86400)
    assert [limits.allow("one", 1, 86400) for _ in range(2)] == [True, False]
    limits.give_back("never counted", 86400)
