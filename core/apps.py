from django.apps import AppConfig
from django.conf.locale import LANG_INFO

from core.languages import LANGUAGES


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Audit and jobs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for code, language in LANGUAGES.items():  # Django does not know the names of all of them
            known = {"bidi": False, "code": code, "name": language.english_name, "name_local": language.own_name}
            LANG_INFO.setdefault(code, known)
