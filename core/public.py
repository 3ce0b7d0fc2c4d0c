"""The mark of a table the public can see: every change to it moves the content version, so cached pages are made again."""

import pgtrigger


def moves_content_version() -> pgtrigger.Trigger:
    """A statement-level trigger for ``Meta.triggers``; sees the admin, bulk updates and raw SQL alike."""
    return pgtrigger.Trigger(
        name="move_content_version",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func="""
            INSERT INTO core_contentversion (id, version) VALUES (1, gen_random_uuid())
            ON CONFLICT (id) DO UPDATE SET version = EXCLUDED.version;
            RETURN NULL;
        """,
    )
