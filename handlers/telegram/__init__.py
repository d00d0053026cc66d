"""Telegram: the way in (polling or a webhook) and the way out, for one bot."""
