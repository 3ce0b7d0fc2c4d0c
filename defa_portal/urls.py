"""Every address of the portal. design.md section 9 fixes them; tests/access.py declares who may call each."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, path

from defa_portal.views import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("admin/", admin.site.urls),
]
