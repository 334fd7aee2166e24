"""Every change of the schema, in order. A revision is written by hand, names every constraint, and imports no tables.

To change the schema: change `tables`, write the next revision into `versions`, add its number to `schema.OURS`, and
let the tests say whether both are equal. Where SQLite cannot alter a table, make it anew as 0002 does: Alembic's own
batches would drop the checks. Other tables may refer to it meanwhile; that is looked into before the commit.
"""
