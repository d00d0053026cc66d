"""The emoji Telegram takes as a reaction; any other is REACTION_INVALID (ReactionTypeEmoji in the Bot API)."""

from __future__ import annotations

FACES = "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾"
MORE = "💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡"
REACTIONS = frozenset((*FACES.split(), *MORE.split()))


def is_reaction(sign: str) -> bool:
    """With or without the sign that asks for colours (U+FE0F), which some clients send."""
    return sign.replace("\ufe0f", "") in REACTIONS
