"""What a browser would do with a page of the admin: read the form as it stands, change some fields, send all of it."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

Fields = dict[str, list[str]]


class _Form(HTMLParser):
    """The successful controls of the form with this id."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside, self.fields = form_id, False, Fields()
        self._select = self._area = ""
        self._first: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "form":
            self.inside = known.get("id") == self.form_id
        if not self.inside or "disabled" in known:
            return
        name = known.get("name") or ""
        match tag:
            case "input" if name and known.get("type") not in ("submit", "checkbox", "radio"):
                self.fields.setdefault(name, []).append(known.get("value") or "")
            case "input" if name and "checked" in known:
                self.fields.setdefault(name, []).append(known.get("value") or "on")
            case "select":
                self._select = name
            case "option" if "selected" in known:
                self.fields.setdefault(self._select, []).append(known.get("value") or "")
            case "textarea":
                self._area = name
                self.fields[name] = [""]

    def handle_data(self, data: str) -> None:
        if self._area:
            self.fields[self._area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        if tag == "form":
            self.inside = False


def send(client: Client, address: str, form_id: str, **changes: Any) -> Any:
    """Fetch the page, fill in ``changes`` (a list for several values), send it and follow to the next page."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    form = _Form(form_id)
    form.feed(page.content.decode())
    assert form.fields, f"no form {form_id} at {address}"
    sent: dict[str, Any] = {
        **{name: [value.strip("\n") for value in values] for name, values in form.fields.items()},
        **changes,
    }
    return client.post(address, sent, follow=True)


def messages(page: Any) -> list[str]:
    return [str(message) for message in page.context["messages"]]
