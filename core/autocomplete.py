"""Fields of the admin in which rows are looked for by typing. What was posted and cannot be a row is refused in words."""

import re
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple

_ID = re.compile(r"[0-9]{1,18}")


class _KnowsRows:
    """Django looks for all that was posted to show it again, and fails at what is no number."""

    def optgroups(self, name: str, value: list[Any], attrs: dict[str, Any] | None = None) -> Any:
        rows = [one for one in value if not one or _ID.fullmatch(str(one))]
        return super().optgroups(name, rows, attrs)  # type: ignore[misc]  # of the widget beside it


class Row(_KnowsRows, AutocompleteSelect):
    pass


class Rows(_KnowsRows, AutocompleteSelectMultiple):
    pass
