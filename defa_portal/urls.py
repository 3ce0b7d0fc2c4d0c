"""Every address of the portal. design.md section 9 fixes them; tests/access.py declares who may call each."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
]
