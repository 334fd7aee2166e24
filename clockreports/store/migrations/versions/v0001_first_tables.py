"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_SECONDS: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")
_WHOLE_SECONDS = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

_STATES = (
    "'intended', 'sent', 'updated', 'unchanged', 'already_there', 'refused', 'conflict', 'unknown', 'not_sent', "
    "'needs_attention', 'kept'"
)


def upgrade() -> None:
    """Make them all."""
    _meta()
    _sources()
    _clock_events()
    _people()
    _runs()
    _export()


def _meta() -> None:
    op.create_table(
        "meta",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
        sqlite_strict=True,
    )


def _sources() -> None:
    op.create_table(
        "sources",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("format", sa.Text, nullable=False),
        sa.Column("read_at", _SECONDS, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("added", sa.Integer, nullable=False),
        sa.Column("already_known", sa.Integer, nullable=False),
        sa.Column("quarantined", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_sources"),
        sa.UniqueConstraint("digest", name="uq_sources_digest"),
        sqlite_strict=True,
    )
    op.create_table(
        "quarantine",
        sa.Column("source", sa.Integer, nullable=False),
        sa.Column("line", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("source", "line", name="pk_quarantine"),
        sa.ForeignKeyConstraint(["source"], ["sources.number"], name="fk_quarantine_source"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _clock_events() -> None:
    op.create_table(
        "users",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("terminal", sa.Text, nullable=False),
        sa.Column("clock_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("authority", sa.Text),
        sa.Column("told_at", _SECONDS, nullable=False),
        sa.Column("events", sa.Integer, nullable=False),
        sa.Column("first_tap", _WHOLE_SECONDS),
        sa.Column("last_tap", _WHOLE_SECONDS),
        sa.PrimaryKeyConstraint("number", name="pk_users"),
        sa.UniqueConstraint("terminal", "clock_id", name="uq_users_terminal_clock_id"),
        sa.CheckConstraint("authority IN ('administrator', 'normal')", name="ck_users_authority"),
        sqlite_strict=True,
    )
    op.create_table(
        "clock_events",
        sa.Column("user_number", sa.Integer, nullable=False),
        sa.Column("wall_time", _WHOLE_SECONDS, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("second_pass", sa.Integer, nullable=False),
        sa.Column("source", sa.Integer, nullable=False),
        sa.Column("line", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("user_number", "wall_time", "status", name="pk_clock_events"),
        sa.CheckConstraint("second_pass IN (0, 1)", name="ck_clock_events_second_pass"),
        sa.ForeignKeyConstraint(["user_number"], ["users.number"], name="fk_clock_events_user_number"),
        sa.ForeignKeyConstraint(["source"], ["sources.number"], name="fk_clock_events_source"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _people() -> None:
    op.create_table(
        "employees",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("employee_id", sa.Text),
        sa.Column("unique_key", sa.Text),
        sa.Column("first_name", sa.Text, nullable=False),
        sa.Column("last_name", sa.Text, nullable=False),
        sa.Column("time_and_attendance_id", sa.Text, nullable=False),
        sa.Column("payroll_id", sa.Text, nullable=False),
        sa.Column("start_date", sa.Text),
        sa.Column("leaving_date", sa.Text),
        sa.Column("listed", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_employees"),
        sa.UniqueConstraint("employee_id", name="uq_employees_employee_id"),
        sa.UniqueConstraint("unique_key", name="uq_employees_unique_key"),
        sa.CheckConstraint("listed IN (0, 1)", name="ck_employees_listed"),
        sqlite_strict=True,
    )
    op.create_table(
        "links",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("clock_id", sa.Text, nullable=False),
        sa.Column("employee", sa.Integer),
        sa.Column("terminal", sa.Text),
        sa.Column("valid_from", sa.Text),
        sa.Column("valid_until", sa.Text),
        sa.Column("by_hand", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_links"),
        sa.CheckConstraint("by_hand IN (0, 1)", name="ck_links_by_hand"),
        sa.ForeignKeyConstraint(["employee"], ["employees.number"], name="fk_links_employee"),
        sqlite_strict=True,
    )


def _runs() -> None:
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
        sa.PrimaryKeyConstraint("number", name="pk_runs"),
        sa.CheckConstraint("first_day <= last_day", name="ck_runs_period"),
        sa.CheckConstraint(
            "ending IN ('running', 'done', 'stopped', 'unreachable', 'key_refused')", name="ck_runs_ending"
        ),
        sqlite_strict=True,
    )
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
        sa.PrimaryKeyConstraint("run", "employee", "day", name="pk_run_days"),
        sa.CheckConstraint(f"state IN ({_STATES})", name="ck_run_days_state"),
        sa.ForeignKeyConstraint(["run"], ["runs.number"], name="fk_run_days_run"),
        sa.ForeignKeyConstraint(["employee"], ["employees.number"], name="fk_run_days_employee"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _export() -> None:
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
        sa.PrimaryKeyConstraint("employee", "day", name="pk_ledger"),
        sa.CheckConstraint(f"state IN ({_STATES})", name="ck_ledger_state"),
        sa.ForeignKeyConstraint(["employee"], ["employees.number"], name="fk_ledger_employee"),
        sa.ForeignKeyConstraint(["run"], ["runs.number"], name="fk_ledger_run"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("ix_ledger_day", "ledger", ["day"])
    op.create_table(
        "lease",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("since", _SECONDS, nullable=False),
        sa.Column("heartbeat", _SECONDS, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_lease"),
        sa.CheckConstraint("number = 1", name="ck_lease_single"),
        sqlite_strict=True,
    )
    op.create_table(
        "calls",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("started", _SECONDS, nullable=False),
        sa.Column("finished", _SECONDS),
        sa.PrimaryKeyConstraint("number", name="pk_calls"),
        sqlite_strict=True,
    )
