"""What planners bring: Kita places by age and hours, assignment, transport, childminding, numbers."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COUNTS = (
    "places_under_2",
    "places_from_2",
    "places_from_3",
    "children_under_2",
    "children_from_2",
    "children_from_3",
    "places_to_7_hours",
    "places_over_7_hours",
)


def upgrade() -> None:
    for name in COUNTS:
        op.add_column("kita", sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("kita", sa.Column("social_work_hours", sa.Double(), nullable=True))
    for name in ("social_work_days", "social_work_deputy"):
        op.add_column("kita", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "kita_assignment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name="fk_kita_assignment_service_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["area_id"], ["area.id"], name="fk_kita_assignment_area_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_kita_assignment"),
    )
    op.create_index("ix_kita_assignment_service_id", "kita_assignment", ["service_id"])
    op.create_index("ix_kita_assignment_area_id", "kita_assignment", ["area_id"])
    op.create_table(
        "childminding",
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("children", sa.Integer(), nullable=True),
        sa.Column("childminders", sa.Integer(), nullable=True),
        sa.Column("counted_on", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("dataset_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["area_id"], ["area.id"], name="fk_childminding_area_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name="fk_childminding_dataset_id"),
        sa.PrimaryKeyConstraint("area_id", name="pk_childminding"),
    )
    op.create_index("ix_childminding_dataset_id", "childminding", ["dataset_id"])
    op.create_table(
        "kita_transport",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("runs", sa.Boolean(), nullable=False),
        sa.Column("weekdays", sa.Text(), nullable=False),
        sa.Column("leaves_home_minutes", sa.Integer(), nullable=True),
        sa.Column("reaches_kita_minutes", sa.Integer(), nullable=True),
        sa.Column("leaves_kita_minutes", sa.Integer(), nullable=True),
        sa.Column("reaches_home_minutes", sa.Integer(), nullable=True),
        sa.Column("minimum_age", sa.Double(), nullable=True),
        sa.Column("maximum_age", sa.Double(), nullable=True),
        sa.Column("escort", sa.Boolean(), nullable=True),
        sa.Column("in_school_holidays", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("dataset_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["area_id"], ["area.id"], name="fk_kita_transport_area_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name="fk_kita_transport_service_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name="fk_kita_transport_dataset_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_kita_transport"),
    )
    for name in ("area_id", "service_id", "dataset_id"):
        op.create_index(f"ix_kita_transport_{name}", "kita_transport", [name])
    op.create_table(
        "indicator",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.Uuid(), nullable=True),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("lowers_need", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("dataset_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["area_id"], ["area.id"], name="fk_indicator_area_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name="fk_indicator_service_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name="fk_indicator_dataset_id"),
        sa.PrimaryKeyConstraint("id", name="pk_indicator"),
    )
    for name in ("area_id", "service_id", "name", "dataset_id"):
        op.create_index(f"ix_indicator_{name}", "indicator", [name])


def downgrade() -> None:
    for name in ("indicator", "kita_transport", "childminding", "kita_assignment"):
        op.drop_table(name)
    for name in ("social_work_deputy", "social_work_days", "social_work_hours", *reversed(COUNTS)):
        op.drop_column("kita", name)
