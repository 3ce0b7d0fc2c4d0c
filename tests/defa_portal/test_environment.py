"""Settings are read as they are written, or refused by name."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from defa_portal.environment import Environment

env = Environment()


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setenv("A_SETTING", request.param)


@pytest.mark.parametrize(
    ("written", "value"),
    [("true", True), ("ON", True), (" 1 ", True), ("false", False), ("no", False), ("0", False), ("", True)],
    indirect=["written"],
)
@pytest.mark.usefixtures("written")
def test_yes_and_no_are_read_and_empty_is_the_default(value: bool) -> None:
    assert env.bool("A_SETTING", default=True) is value


@pytest.mark.parametrize("written", ["ture", "'true'", "2", "yes please"], indirect=True)
@pytest.mark.usefixtures("written")
def test_what_is_neither_yes_nor_no_is_refused(written: None) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^A_SETTING cannot be read: it must be true or false\.$"):
        env.bool("A_SETTING", default=True)


@pytest.mark.parametrize("written", ["six", "1.5.2", "9" * 5000, "{"], indirect=True)
@pytest.mark.usefixtures("written")
def test_what_is_no_number_and_no_json_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"^A_SETTING cannot be read: it must be a whole number\.$"):
        env.int("A_SETTING", default=5)


def test_numbers_lists_and_json_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_SETTING", "7")
    assert (env.int("A_SETTING", default=5), env.float("A_SETTING", default=5.0)) == (7, 7.0)
    monkeypatch.setenv("A_SETTING", "one.example.org,two.example.org")
    assert env.list("A_SETTING", default=[]) == ["one.example.org", "two.example.org"]
    monkeypatch.setenv("A_SETTING", '{"bucket": "private"}')
    assert env.json("A_SETTING", default={}) == {"bucket": "private"}
    monkeypatch.setenv("A_SETTING", "[[[[")
    with pytest.raises(ImproperlyConfigured, match="it must be JSON"):
        env.json("A_SETTING", default={})
    monkeypatch.delenv("A_SETTING")
    assert (env.int("A_SETTING", default=5), env.json("A_SETTING", default={}), env.list("A_SETTING", default=[])) == (5, {}, [])


@pytest.mark.parametrize("written", ["$ecret", "*secret", "{secret}", "a=b,c"], indirect=True)
def test_a_password_is_read_as_it_is_written(request: pytest.FixtureRequest, written: None) -> None:
    assert env.str("A_SETTING", default="") == request.node.callspec.params["written"]


def test_a_file_is_read_without_the_end_of_its_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from a file\n")
    monkeypatch.setenv("A_SETTING_FILE", str(tmp_path / "secret"))
    assert Environment().str("A_SETTING", default="") == "from a file"
    monkeypatch.setenv("A_SETTING_FILE", str(tmp_path / "other"))
    with pytest.raises(ImproperlyConfigured, match=r"^A_SETTING_FILE names a file that cannot be read: "):
        Environment().str("A_SETTING", default="")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("mysql://user:pa55@host/name", "must begin with postgres://"),
        ("nonsense", "must begin with postgres://"),
        ("postgres://user:pa55@host:port/name", "cannot be read"),
        ("postgres://user:pa55@[::1/name", "cannot be read"),
    ],
    indirect=["written"],
)
@pytest.mark.usefixtures("written")
def test_an_address_of_no_postgresql_is_refused_without_its_password(said: str) -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        env.db_url("A_SETTING", default="postgres:///defa")
    assert said in str(refused.value)
    assert "pa55" not in str(refused.value)
