from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Audit and jobs"
    default_auto_field = "django.db.models.BigAutoField"
