"""Minutes, news of working groups and requests for help, with what has a life of its own: actions, bodies, pursuits"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import Instant

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bodies",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sort", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=150), nullable=False),
        sa.Column("key", sa.String(length=150), nullable=False),
        sa.Column("lead", sa.String(length=8), nullable=False),
        sa.Column("lead_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("co_lead", sa.String(length=8), nullable=False),
        sa.Column("co_lead_scope", sa.String(length=200), nullable=False),
        sa.Column("delegated_to", sa.String(length=8), nullable=False),
        sa.Column("objectives", sa.Text(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("quiet_until", sa.Date(), nullable=True),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("workspace", sa.String(length=60), nullable=False),
        sa.Column("channel", sa.String(length=60), nullable=False),
        sa.Column("filed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("filed_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["filed_by"], ["people.id"], name=op.f("fk_bodies_filed_by_people")),
        sa.ForeignKeyConstraint(["lead_id"], ["people.id"], name=op.f("fk_bodies_lead_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bodies")),
        sa.UniqueConstraint("key", name=op.f("uq_bodies_key")),
    )
    with op.batch_alter_table("bodies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bodies_platform_workspace_channel"), ["platform", "workspace", "channel"], unique=False)

    op.create_table(
        "expertise",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chamber", sa.String(length=8), nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("declared_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["declared_by"], ["people.id"], name=op.f("fk_expertise_declared_by_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expertise")),
    )
    with op.batch_alter_table("expertise", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_expertise_chamber"), ["chamber"], unique=False)

    op.create_table(
        "actions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("minutes_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("owner_chamber", sa.String(length=8), nullable=False),
        sa.Column("owner_name", sa.String(length=200), nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("said", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("body", sa.String(length=150), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("reference", sa.String(length=80), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("assigned_at", Instant(timezone=True), nullable=False),
        sa.Column("changed_at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["minutes_id"], ["contributions.id"], name=op.f("fk_actions_minutes_id_contributions")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_actions_owner_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actions")),
        sa.UniqueConstraint("minutes_id", "position", name=op.f("uq_actions_minutes_id_position")),
    )
    with op.batch_alter_table("actions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_actions_owner_chamber_state"), ["owner_chamber", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_actions_owner_id_state"), ["owner_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_actions_reference"), ["reference"], unique=False)
        batch_op.create_index(batch_op.f("ix_actions_state_due"), ["state", "due"], unique=False)

    op.create_table(
        "body_turns",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_body_turns_body_id_bodies")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_body_turns_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body_turns")),
    )
    with op.batch_alter_table("body_turns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_body_turns_body_id"), ["body_id"], unique=False)

    op.create_table(
        "help_request",
        sa.Column("contribution_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("topic", sa.String(length=1000), nullable=False),
        sa.Column("type", sa.String(length=40), nullable=True),
        sa.Column("urgency", sa.String(length=40), nullable=True),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contributions.id"], name=op.f("fk_help_request_contribution_id_contributions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_help_request")),
    )
    op.create_table(
        "meeting_minutes",
        sa.Column("contribution_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body", sa.String(length=150), nullable=False),
        sa.Column("date_start", sa.Date(), nullable=True),
        sa.Column("date_end", sa.Date(), nullable=True),
        sa.Column("seminar", sa.Boolean(), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=True),
        sa.Column("place", sa.String(length=150), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=True),
        sa.Column("participants", sa.Integer(), nullable=True),
        sa.Column("present", sa.Text(), nullable=False),
        sa.Column("represented", sa.Text(), nullable=False),
        sa.Column("excused", sa.Text(), nullable=False),
        sa.Column("absent", sa.Text(), nullable=False),
        sa.Column("guests", sa.Text(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("decisions", sa.Text(), nullable=False),
        sa.Column("action_items", sa.Text(), nullable=False),
        sa.Column("next_meeting", sa.Date(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contributions.id"], name=op.f("fk_meeting_minutes_contribution_id_contributions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_meeting_minutes")),
    )
    op.create_table(
        "memberships",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("body_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chamber", sa.String(length=8), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_memberships_body_id_bodies")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
    )
    with op.batch_alter_table("memberships", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_memberships_body_id"), ["body_id"], unique=False)

    op.create_table(
        "pursuits",
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("next_at", Instant(timezone=True), nullable=True),
        sa.Column("claimed_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("claimed_at", Instant(timezone=True), nullable=True),
        sa.Column("answered_at", Instant(timezone=True), nullable=True),
        sa.Column("resolved_at", Instant(timezone=True), nullable=True),
        sa.Column("satisfaction", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["claimed_by"], ["people.id"], name=op.f("fk_pursuits_claimed_by_people")),
        sa.ForeignKeyConstraint(["request_id"], ["contributions.id"], name=op.f("fk_pursuits_request_id_contributions")),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_pursuits")),
    )
    with op.batch_alter_table("pursuits", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pursuits_next_at"), ["next_at"], unique=False)

    op.create_table(
        "replies",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("workspace", sa.String(length=60), nullable=False),
        sa.Column("channel", sa.String(length=60), nullable=False),
        sa.Column("message", sa.String(length=60), nullable=True),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_replies_author_id_people")),
        sa.ForeignKeyConstraint(["request_id"], ["contributions.id"], name=op.f("fk_replies_request_id_contributions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replies")),
        sa.UniqueConstraint("platform", "workspace", "channel", "message", name=op.f("uq_replies_platform_workspace_channel_message")),
    )
    with op.batch_alter_table("replies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_replies_request_id"), ["request_id"], unique=False)

    op.create_table(
        "routings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("request_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chamber", sa.String(length=8), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("result", sa.String(length=20), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.Column("settled_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_routings_by_id_people")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_routings_person_id_people")),
        sa.ForeignKeyConstraint(["request_id"], ["contributions.id"], name=op.f("fk_routings_request_id_contributions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routings")),
    )
    with op.batch_alter_table("routings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_routings_chamber_result"), ["chamber", "result"], unique=False)
        batch_op.create_index(batch_op.f("ix_routings_request_id"), ["request_id"], unique=False)

    op.create_table(
        "working_group_update",
        sa.Column("contribution_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("working_group", sa.String(length=150), nullable=False),
        sa.Column("outcome", sa.String(length=4000), nullable=False),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("document", sa.String(length=300), nullable=False),
        sa.Column("delegated_to", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contributions.id"],
            name=op.f("fk_working_group_update_contribution_id_contributions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("contribution_id", name=op.f("pk_working_group_update")),
    )
    op.create_table(
        "action_turns",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("action_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_action_turns_action_id_actions")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_action_turns_by_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_turns")),
    )
    with op.batch_alter_table("action_turns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_turns_action_id"), ["action_id"], unique=False)

    op.create_table(
        "loaded",
        sa.Column("event_id", sa.String(length=200), nullable=False),
        sa.Column("line", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("contribution_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("action_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("body_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("platform", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.Column("at", Instant(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["actions.id"], name=op.f("fk_loaded_action_id_actions")),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_loaded_author_id_people")),
        sa.ForeignKeyConstraint(["body_id"], ["bodies.id"], name=op.f("fk_loaded_body_id_bodies")),
        sa.ForeignKeyConstraint(["contribution_id"], ["contributions.id"], name=op.f("fk_loaded_contribution_id_contributions")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_loaded")),
    )
    with op.batch_alter_table("loaded", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_loaded_contribution_id"), ["contribution_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_loaded_line"), ["line"], unique=False)
        batch_op.create_index(batch_op.f("ix_loaded_reference"), ["reference"], unique=False)
