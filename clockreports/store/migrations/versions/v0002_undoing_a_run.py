"""Undoing a run: what each run wrote, and over what; as whom People HR refused a day.

SQLite cannot change a constraint, so the tables are made anew. Their rows are put aside meanwhile, because names of
constraints are taken as long as the old tables are there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_SECONDS: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")

_STATES = (
    "'intended', 'sent', 'updated', 'unchanged', 'already_there', 'refused', 'conflict', 'unknown', 'not_sent', "
    "'needs_attention', 'kept', 'undone', 'undoing'"
)

_RUNS = "number, first_day, last_day, host, person, started, total, finished, ending, calls, counts, employee_ids"
_RUN_DAYS = "run, employee, day, employee_id, state, reason, pairs, before"
_LEDGER = "employee, day, state, attempted, written, found, reason, run"

_WROTE = "CASE WHEN state = 'sent' OR (state = 'updated' AND before IS NOT NULL) THEN 1 ELSE 0 END"
"""Until now a day was `sent` only where none stood, and one that was `updated` told what stood there, if it knew."""

_REFUSED_AS = """\
CASE WHEN state = 'refused' THEN coalesce(
    (SELECT employee_id FROM run_days AS line
     WHERE line.run = aside.run AND line.employee = aside.employee AND line.day = aside.day), '') ELSE '' END"""


def upgrade() -> None:
    """Put the rows aside, make the tables anew, and put the rows back."""
    for table in ("ledger", "run_days", "runs"):
        op.execute(f"CREATE TABLE {table}_aside AS SELECT * FROM {table}")  # noqa: S608 - our names
        op.drop_table(table)
    _make_runs()
    _make_run_days()
    _make_ledger()
    _put_back("runs", _RUNS)
    if op.get_context().dialect.name == "postgresql":  # elsewhere the next number follows from the rows
        op.execute("SELECT setval(pg_get_serial_sequence('runs', 'number'), max(number)) FROM runs")
    _put_back("run_days", _RUN_DAYS, wrote=_WROTE)
    _put_back("ledger", _LEDGER, refused_as=_REFUSED_AS)


def _put_back(table: str, columns: str, **added: str) -> None:
    names, values = ", ".join((columns, *added)), ", ".join((columns, *added.values()))
    op.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM {table}_aside AS aside")  # noqa: S608 - our names
    op.drop_table(f"{table}_aside")


def _make_runs() -> None:
    op.create_table(
        "runs",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("first_day", sa.Text, nullable=False),
        sa.Column("last_day", sa.Text, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("started", _SECONDS, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("finished", _SECONDS),
        sa.Column("ending", sa.Text, nullable=False),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("counts", sa.Text, nullable=False),
        sa.Column("employee_ids", sa.Text, nullable=False),
        sa.Column("undoes", sa.Integer),
        sa.PrimaryKeyConstraint("number", name="pk_runs"),
        sa.CheckConstraint("first_day <= last_day", name="ck_runs_period"),
        sa.CheckConstraint(
            "ending IN ('running', 'done', 'stopped', 'unreachable', 'key_refused')", name="ck_runs_ending"
        ),
        sa.ForeignKeyConstraint(["undoes"], ["runs.number"], name="fk_runs_undoes"),
        sqlite_strict=True,
    )


def _make_run_days() -> None:
    op.create_table(
        "run_days",
        sa.Column("run", sa.Integer, nullable=False),
        sa.Column("employee", sa.Integer, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("employee_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("pairs", sa.Text, nullable=False),
        sa.Column("before", sa.Text),
        sa.Column("wrote", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("run", "employee", "day", name="pk_run_days"),
        sa.CheckConstraint(f"state IN ({_STATES})", name="ck_run_days_state"),
        sa.CheckConstraint("wrote IN (0, 1)", name="ck_run_days_wrote"),
        sa.ForeignKeyConstraint(["run"], ["runs.number"], name="fk_run_days_run"),
        sa.ForeignKeyConstraint(["employee"], ["employees.number"], name="fk_run_days_employee"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _make_ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("employee", sa.Integer, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("attempted", sa.Text, nullable=False),
        sa.Column("written", sa.Text),
        sa.Column("found", sa.Text),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("run", sa.Integer),
        sa.Column("refused_as", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("employee", "day", name="pk_ledger"),
        sa.CheckConstraint(f"state IN ({_STATES})", name="ck_ledger_state"),
        sa.ForeignKeyConstraint(["employee"], ["employees.number"], name="fk_ledger_employee"),
        sa.ForeignKeyConstraint(["run"], ["runs.number"], name="fk_ledger_run"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ledger_day", "ledger", ["day"])
