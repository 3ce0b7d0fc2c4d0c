"""Work done outside a request: Django's Tasks API on the database, with lease, retry and schedule. See docs/jobs.md.

``from core.jobs import every, task`` is all an app's ``jobs.py`` needs. On Django 6 the first import below becomes
``from django.tasks import task`` and nothing else changes.
"""

from django_tasks import task

from core.jobs.schedules import every

__all__ = ["every", "task"]
