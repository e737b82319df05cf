"""What Alembic runs: the migrations on the connection that `migrating.upgrade` hands over."""

from __future__ import annotations

from alembic import context

from directory.records.base import Base
from directory.records.migrating import include_object

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_object=include_object,
    render_as_batch=False,  # batch mode loses the registration of geometry columns
    transaction_per_migration=False,
)
context.run_migrations()
