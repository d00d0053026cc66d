"""& < > and nothing else: the only characters Slack escapes and decodes (LIMITS A.6)."""

from __future__ import annotations


def escape(text: str) -> str:
    """As Slack's clients send what a person types."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """As Slack's clients show it: once, and without reading the result as markup."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
