"""Bring a database to the newest shape of the tables, step by step, with Alembic."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.schema import SchemaItem

MIGRATIONS = Path(__file__).parent / "migrations"
# What the spatial extensions keep in the same database, and what is none of ours.
FOREIGN_TABLES = {
    "data_licenses",
    "elementarygeometries",
    "knn",
    "knn2",
    "spatial_ref_sys",
    "spatial_ref_sys_aux",
    "spatialindex",
    "sql_statements_log",
}


def upgrade(engine: Engine) -> None:
    """Apply the migrations that are missing, in one transaction; does nothing if there are none."""
    if revision_of(engine) == newest_revision():
        return
    with engine.execution_options(writes=True).begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def revision_of(engine: Engine) -> str | None:
    """Return the migration that a database stands at; None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    """Return the migration that this program needs."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def include_object(
    item: SchemaItem,  # noqa: ARG001 - Alembic's signature
    name: str | None,
    kind: str,
    reflected: bool,  # noqa: FBT001 - Alembic's signature
    compare_to: SchemaItem | None,
) -> bool:
    """Tell Alembic to leave the spatial extensions' own tables and indexes alone."""
    if kind == "table":
        table = (name or "").lower()
        return not (reflected and compare_to is None and _is_foreign(table))
    return not (kind == "index" and (name or "").startswith("idx_"))


def _is_foreign(table: str) -> bool:
    starts = ("geometry_columns", "idx_", "views_geometry", "virts_geometry", "vector_layers")
    return table in FOREIGN_TABLES or table.startswith(starts) or "spatialite" in table


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config
