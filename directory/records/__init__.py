"""What the directory knows: tables, database, migrations, queries, imports."""

from directory.records import area_tables, tables

__all__ = ["area_tables", "tables"]  # both are loaded, so that every relationship finds its table
