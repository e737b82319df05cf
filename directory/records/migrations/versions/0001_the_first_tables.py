"""The first tables."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    op.create_table(
        "area",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("ags", sa.Text(), nullable=False),
        sa.Column("ars", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("designation", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("youth_office_id", sa.Uuid(), nullable=True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["area.id"], name="fk_area_parent_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["youth_office_id"], ["area.id"], name="fk_area_youth_office_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_area"),
    )
    op.create_index("ix_area_ags", "area", ["ags"], unique=False)
    op.create_index("ix_area_level", "area", ["level"], unique=False)
    op.create_index("ix_area_parent_id", "area", ["parent_id"], unique=False)
    op.create_index("ix_area_youth_office_id", "area", ["youth_office_id"], unique=False)
    op.create_table(
        "dataset",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("attribution", sa.Text(), nullable=False),
        sa.Column("source_date", sa.Date(), nullable=True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("estimate", sa.Boolean(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dataset"),
    )
    op.create_table(
        "organization",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("website", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organization"),
    )
    op.create_table(
        "taxonomy_term",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("taxonomy", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_taxonomy_term"),
    )
    op.create_index("ix_taxonomy_term_taxonomy", "taxonomy_term", ["taxonomy"], unique=False)
    op.create_table(
        "area_boundary",
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.Column("boundary", Geometry("MULTIPOLYGON", 25832, nullable=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["area.id"], name="fk_area_boundary_area_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("area_id", name="pk_area_boundary"),
    )
    op.create_table(
        "area_population",
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.Column("people", sa.Double(), nullable=False),
        sa.Column("people_date", sa.Date(), nullable=True),
        sa.Column("area_km2", sa.Double(), nullable=True),
        sa.Column("under_3", sa.Double(), nullable=True),
        sa.Column("age_3_to_5", sa.Double(), nullable=True),
        sa.Column("age_6_to_9", sa.Double(), nullable=True),
        sa.Column("age_10_to_14", sa.Double(), nullable=True),
        sa.Column("age_15_to_17", sa.Double(), nullable=True),
        sa.Column("under_18", sa.Double(), nullable=True),
        sa.Column("people_of_ages", sa.Double(), nullable=True),
        sa.Column("ages_date", sa.Date(), nullable=True),
        sa.Column("estimate", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["area.id"], name="fk_area_population_area_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("area_id", name="pk_area_population"),
    )
    op.create_table(
        "location",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.Uuid(), nullable=True),
        sa.Column("location_type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address_1", sa.Text(), nullable=False),
        sa.Column("postal_code", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["area.id"], name="fk_location_area_id", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_location"),
    )
    op.create_index("ix_location_area_id", "location", ["area_id"], unique=False)
    op.create_table(
        "place",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded_name", sa.Text(), nullable=False),
        sa.Column("area_id", sa.Uuid(), nullable=True),
        sa.Column("dataset_id", sa.Uuid(), nullable=True),
        sa.Column("position", Geometry("POINT", 25832, nullable=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["area.id"], name="fk_place_area_id", ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name="fk_place_dataset_id"),
        sa.PrimaryKeyConstraint("id", name="pk_place"),
    )
    op.create_index("ix_place_area_id", "place", ["area_id"], unique=False)
    op.create_index("ix_place_dataset_id", "place", ["dataset_id"], unique=False)
    op.create_index("ix_place_folded_name", "place", ["folded_name"], unique=False)
    op.create_index("ix_place_kind", "place", ["kind"], unique=False)
    op.create_table(
        "population_cell",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.Column("position", Geometry("POINT", 25832, nullable=False), nullable=False),
        sa.Column("cell_m", sa.Double(), nullable=False),
        sa.Column("people", sa.Double(), nullable=True),
        sa.Column("estimate", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["area.id"], name="fk_population_cell_area_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_population_cell"),
    )
    op.create_index("ix_population_cell_area_id", "population_cell", ["area_id"], unique=False)
    op.create_table(
        "service",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("dataset_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("eligibility_description", sa.Text(), nullable=False),
        sa.Column("minimum_age", sa.Double(), nullable=True),
        sa.Column("maximum_age", sa.Double(), nullable=True),
        sa.Column("application_process", sa.Text(), nullable=False),
        sa.Column("delivery", sa.Text(), nullable=False),
        sa.Column("opening_hours", sa.Text(), nullable=False),
        sa.Column("interpreter", sa.Boolean(), nullable=True),
        sa.Column("child_welcome", sa.Boolean(), nullable=True),
        sa.Column("undisclosed", sa.Boolean(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_date", sa.Date(), nullable=True),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["dataset_id"], ["dataset.id"], name="fk_service_dataset_id"),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name="fk_service_organization_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_service"),
    )
    op.create_index("ix_service_dataset_id", "service", ["dataset_id"], unique=False)
    op.create_index("ix_service_key", "service", ["key"], unique=False)
    op.create_index("ix_service_organization_id", "service", ["organization_id"], unique=False)
    op.create_table(
        "accessibility",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("step_free", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["location_id"],
            ["location.id"],
            name="fk_accessibility_location_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_accessibility"),
    )
    op.create_index("ix_accessibility_location_id", "accessibility", ["location_id"], unique=False)
    op.create_table(
        "cost_option",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("option", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name="fk_cost_option_service_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_cost_option"),
    )
    op.create_index("ix_cost_option_service_id", "cost_option", ["service_id"], unique=False)
    op.create_table(
        "kita",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("free_places", sa.Integer(), nullable=True),
        sa.Column("family_centre", sa.Boolean(), nullable=True),
        sa.Column("social_work", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name="fk_kita_service_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("service_id", name="pk_kita"),
    )
    op.create_table(
        "language",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name="fk_language_service_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_language"),
    )
    op.create_index("ix_language_service_id", "language", ["service_id"], unique=False)
    op.create_table(
        "location_position",
        sa.Column("location_id", sa.Uuid(), nullable=False),
        sa.Column("position", Geometry("POINT", 25832, nullable=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["location_id"],
            ["location.id"],
            name="fk_location_position_location_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("location_id", name="pk_location_position"),
    )
    op.create_table(
        "phone",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name="fk_phone_service_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_phone"),
    )
    op.create_index("ix_phone_service_id", "phone", ["service_id"], unique=False)
    op.create_table(
        "required_document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name="fk_required_document_service_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_required_document"),
    )
    op.create_index(
        "ix_required_document_service_id", "required_document", ["service_id"], unique=False
    )
    op.create_table(
        "service_at_location",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("location_id", sa.Uuid(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["location_id"],
            ["location.id"],
            name="fk_service_at_location_location_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name="fk_service_at_location_service_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_service_at_location"),
    )
    op.create_index(
        "ix_service_at_location_location_id", "service_at_location", ["location_id"], unique=False
    )
    op.create_index(
        "ix_service_at_location_service_id", "service_at_location", ["service_id"], unique=False
    )
    op.create_table(
        "service_term",
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("term_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name="fk_service_term_service_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["term_id"], ["taxonomy_term.id"], name="fk_service_term_term_id"),
        sa.PrimaryKeyConstraint("service_id", "term_id", name="pk_service_term"),
    )
    op.create_index("ix_service_term_term_id", "service_term", ["term_id"], unique=False)
    op.create_table(
        "schedule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=False),
        sa.Column("service_at_location_id", sa.Uuid(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("opens_minutes", sa.Integer(), nullable=True),
        sa.Column("closes_minutes", sa.Integer(), nullable=True),
        sa.Column("by_appointment", sa.Boolean(), nullable=False),
        sa.Column("on_public_holidays", sa.Boolean(), nullable=False),
        sa.Column("in_school_holidays", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_at_location_id"],
            ["service_at_location.id"],
            name="fk_schedule_service_at_location_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"], ["service.id"], name="fk_schedule_service_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_schedule"),
    )
    op.create_index(
        "ix_schedule_service_at_location_id", "schedule", ["service_at_location_id"], unique=False
    )
    op.create_index("ix_schedule_service_id", "schedule", ["service_id"], unique=False)


def downgrade() -> None:
    op.drop_table("schedule")
    op.drop_table("service_term")
    op.drop_table("service_at_location")
    op.drop_table("required_document")
    op.drop_table("phone")
    op.drop_table("location_position")
    op.drop_table("language")
    op.drop_table("kita")
    op.drop_table("cost_option")
    op.drop_table("accessibility")
    op.drop_table("service")
    op.drop_table("population_cell")
    op.drop_table("place")
    op.drop_table("location")
    op.drop_table("area_population")
    op.drop_table("area_boundary")
    op.drop_table("taxonomy_term")
    op.drop_table("organization")
    op.drop_table("dataset")
    op.drop_table("area")
