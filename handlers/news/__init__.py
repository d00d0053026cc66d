"""News of a group that names none: typed under the question of its lead, or in private. (DIALOGUES.md 2)"""
