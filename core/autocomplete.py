"""Fields of the admin in which rows are looked for by typing. What was posted and cannot be a row is refused in words: Django
looks for all of it to show it again, and fails at what is no number."""

import re
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

_ID = re.compile(r"[0-9]{1,18}")


class Row(AutocompleteSelect):
    def optgroups(self, name: str, value: Any, attr: dict[str, Any] | None = None) -> list[Any]:
        return super().optgroups(name, _rows(value), attr)


class Rows(AutocompleteSelectMultiple):
    def optgroups(self, name: str, value: Any, attr: dict[str, Any] | None = None) -> list[Any]:
        return super().optgroups(name, _rows(value), attr)


def _rows(value: list[Any]) -> list[Any]:
    return [one for one in value if not one or _ID.fullmatch(str(one))]
