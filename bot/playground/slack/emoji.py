"""The few emoji people and bots use at work, by Slack's names."""

SIGNS = {
    "white_check_mark": "✅",
    "heavy_check_mark": "✔️",
    "+1": "👍",
    "-1": "👎",
    "tada": "🎉",
    "pray": "🙏",
    "blush": "😊",
    "smile": "😄",
    "wave": "👋",
    "warning": "⚠️",
    "heart": "❤️",
    "paperclip": "📎",
    "eyes": "👀",
    "x": "❌",
    "calendar": "📆",
    "hourglass_flowing_sand": "⏳",
    "speech_balloon": "💬",
    "lock": "🔒",
    "mag": "🔍",
    "memo": "📝",
    "bell": "🔔",
}
NAMES = {sign: name for name, sign in SIGNS.items()}


def shown(name: str) -> str:
    """The sign, or the name between colons where this table lacks it."""
    return SIGNS.get(name, f":{name}:")
