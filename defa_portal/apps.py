from django.apps import AppConfig
from django.core.checks import register


class PortalConfig(AppConfig):
    name = "defa_portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        from defa_portal import checks

        register(checks.check_settings)
        register(checks.check_production, deploy=True)
