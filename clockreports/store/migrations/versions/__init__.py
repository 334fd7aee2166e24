"""The revisions; Alembic finds them by the folder and reads their order from their `down_revision`."""
