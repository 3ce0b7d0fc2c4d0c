import stat
from pathlib import Path

from defa_portal.local import kept_secret


def test_kept_secret_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var/key"
    assert kept_secret(path, "first") == "first"
    assert kept_secret(path, "second") == "first"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["key"]
