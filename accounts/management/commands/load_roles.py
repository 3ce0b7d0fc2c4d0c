from django.core.management.base import BaseCommand

from accounts import services


class Command(BaseCommand):
    help = "Make the groups of the staff roles and give each exactly the permissions declared in accounts/roles.py."

    def handle(self, **options: object) -> None:
        changed = services.ensure_roles()
        self.stdout.write(f"Roles changed: {', '.join(changed)}." if changed else "Roles are as declared.")
