"""`python -m storage.migrate "What changes"`: writes the migration from the released schema to that of the kinds as declared now."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory

from storage.engine import migrating_engine
from storage.schema import configuration, upgrade


def write(message: str) -> None:
    """One new file in storage/migrations/versions. It must be read, and made tidy, by who asked for it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "released.db"
        upgrade(path)
        engine = migrating_engine(path)
        with engine.begin() as connection:
            config = configuration()
            config.attributes["connection"] = connection
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            command.revision(config, message=message, autogenerate=True, rev_id=_next_revision())
        engine.dispose()


def _next_revision() -> str:
    numbers = [
        int(found[0])
        for script in ScriptDirectory.from_config(configuration()).walk_revisions()
        if (found := re.match(r"\d+", script.revision))
    ]
    return f"{max(numbers, default=0) + 1:04d}"


if __name__ == "__main__":
    write(" ".join(sys.argv[1:]))
