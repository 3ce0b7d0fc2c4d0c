from django.apps import AppConfig


class ResponsesConfig(AppConfig):
    name = "responses"
    verbose_name = "Responses"
    default_auto_field = "django.db.models.BigAutoField"
