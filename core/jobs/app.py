"""The tables of django-tasks-db under a name that says what is in them."""

from django_tasks_db.apps import TasksAppConfig


class JobsConfig(TasksAppConfig):
    verbose_name = "Jobs"
