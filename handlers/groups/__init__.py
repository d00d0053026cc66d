"""Bodies and working groups: their life, their channels, and what is new there. (DOMAIN.md F10, F20-F22; DIALOGUES.md 2)"""
