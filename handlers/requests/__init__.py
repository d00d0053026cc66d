"""Requests for help: who is asked, who takes them, what is answered, and what the clock does meanwhile. (DIALOGUES.md 4)"""
