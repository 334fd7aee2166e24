"""The database: the only room that knows SQLAlchemy and Alembic. Rows never leave it, values of `domain` do.

It fulfils the database ports of `services.ports`, and knows no reader, no People HR and no window.
"""

from clockreports.store.backups import backups_of
from clockreports.store.database import Database, open_database

__all__ = ["Database", "backups_of", "open_database"]
