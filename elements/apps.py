from django.apps import AppConfig


class ElementsConfig(AppConfig):
    name = "elements"
    verbose_name = "DEFA elements and timeline"
    default_auto_field = "django.db.models.BigAutoField"
