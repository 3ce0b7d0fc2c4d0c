"""Settings as they stand in the environment or in a file that it names. What cannot be read is said in one sentence, by name;
no value is guessed: a word that is neither yes nor no does not switch HTTPS off."""

from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

YES, NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")
KINDS = {int: "a whole number", float: "a number"}
POSTGRESQL = ("postgres", "postgresql", "psql", "pgsql")


def truth(text: str) -> bool:
    """Raises ValueError for anything else."""
    if text.lower() not in YES + NO:
        raise ValueError(text)
    return text.lower() in YES


class Environment(environ.FileAwareEnv):  # type: ignore[misc]  # the library has no types
    ENVIRON = environ.FileAwareMapping(cache=False)

    def get_value(self, var: str, cast: Any = None, default: Any = None, parse_default: bool = False) -> Any:
        """As it is written: a text that begins with a dollar sign is a text, and not, as in the library, the name of another
        variable. Left empty, all but a text has its default."""
        text = self._written(var)
        if text is None or (text == "" and cast is not str):
            return default
        try:
            return truth(text) if cast is bool else self.parse_value(text, cast)
        except ValueError:
            kind = "true or false" if cast is bool else KINDS.get(cast, "JSON")
            raise ImproperlyConfigured(f"{var} cannot be read: it must be {kind}.") from None  # it may hold a secret

    def db_url(self, var: str = "DATABASE_URL", default: Any = None, engine: Any = None) -> Any:
        address = self.get_value(var, cast=str, default=default) or default
        try:
            if urlsplit(address).scheme not in POSTGRESQL:
                raise ImproperlyConfigured(f"{var} must begin with postgres://. The portal runs on PostgreSQL only.")
            return self.db_url_config(address, engine=engine)
        except ValueError:
            raise ImproperlyConfigured(f"{var} cannot be read: it looks like postgres://user:password@host:5432/name.") from None

    def _written(self, var: str) -> str | None:
        try:
            text: str = self.ENVIRON[var]
        except KeyError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise ImproperlyConfigured(f"{var}_FILE names a file that cannot be read: {error}") from None
        return text.strip()
