"""What to know before you go: contacts, capacity, dated events, the equipment of stops."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXTS = ("what_happens", "orientation", "catchment", "holiday_note")


def upgrade() -> None:
    for name in TEXTS:
        op.add_column("service", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("service", sa.Column("anonymous", sa.Boolean(), nullable=True))
    op.add_column("service", sa.Column("certificate", sa.Boolean(), nullable=True))
    op.add_column("service", sa.Column("waiting_weeks", sa.Double(), nullable=True))
    op.add_column("service", sa.Column("free_places", sa.Integer(), nullable=True))
    op.add_column("service", sa.Column("capacity_on", sa.Date(), nullable=True))
    op.add_column("accessibility", sa.Column("changing_table", sa.Boolean(), nullable=True))
    op.create_table(
        "contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("opening_hours", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name="fk_contact_service_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
    )
    op.create_index("ix_contact_service_id", "contact", ["service_id"], unique=False)
    op.create_table(
        "event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("dataset_id", sa.Uuid(), nullable=True),
        sa.Column("topic_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=True),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("places_left", sa.Integer(), nullable=True),
        sa.Column("places_on", sa.Date(), nullable=True),
        sa.Column("registration", sa.Text(), nullable=False),
        sa.Column("register_by", sa.Date(), nullable=True),
        sa.Column("cost", sa.Text(), nullable=False),
        sa.Column("minimum_age", sa.Double(), nullable=True),
        sa.Column("maximum_age", sa.Double(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name="fk_event_service_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name="fk_event_dataset_id"),
        sa.ForeignKeyConstraint(["topic_id"], ["taxonomy_term.id"], name="fk_event_topic_id"),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )
    for name in ("service_id", "dataset_id", "topic_id", "starts"):
        op.create_index(f"ix_event_{name}", "event", [name], unique=False)
    op.create_table(
        "stop_equipment",
        sa.Column("stop_key", sa.Text(), nullable=False),
        sa.Column("shelter", sa.Boolean(), nullable=True),
        sa.Column("bench", sa.Boolean(), nullable=True),
        sa.Column("light", sa.Boolean(), nullable=True),
        sa.Column("dataset_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name="fk_stop_equipment_dataset_id"
        ),
        sa.PrimaryKeyConstraint("stop_key", name="pk_stop_equipment"),
    )
    op.create_index("ix_stop_equipment_dataset_id", "stop_equipment", ["dataset_id"], unique=False)


def downgrade() -> None:
    op.drop_table("stop_equipment")
    op.drop_table("event")
    op.drop_table("contact")
    op.drop_column("accessibility", "changing_table")
    for name in ("capacity_on", "free_places", "waiting_weeks", "certificate", "anonymous"):
        op.drop_column("service", name)
    for name in reversed(TEXTS):
        op.drop_column("service", name)
