"""Every change of the schema, in order. A revision is written by hand, names every constraint, and imports no tables.

To change the schema: change `tables`, write the next revision into `versions`, add its number to `schema.OURS`, and
let the tests say whether both are equal. Where SQLite cannot alter a table, `op.batch_alter_table` rebuilds it; other
tables may refer to it meanwhile, and what they refer to is checked before the commit.
"""
