"""How fast a bot may write: a message a second to a chat, twenty a minute to a group, thirty a second in all (core.telegram.org/bots/faq).

Telegram does not say how it counts; the strict reading counts every send and every edit, in real seconds.
"""

from __future__ import annotations

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Pacing:
    """The instants of what was let through, by chat and in all; `clock` gives real seconds."""

    clock: Callable[[], float] = time.monotonic
    _chats: defaultdict[int, deque[float]] = field(default_factory=lambda: defaultdict(lambda: deque(maxlen=20)))
    _all: deque[float] = field(default_factory=lambda: deque(maxlen=30))

    def wait(self, chat: int) -> int:
        """Seconds to wait before writing to this chat; 0, and it is counted, when it may be written to now."""
        now, sent = self.clock(), self._chats[chat]
        until = [sent[-1] + 1.0] if sent else []
        until += [sent[0] + 60.0] if chat < 0 and len(sent) == sent.maxlen else []
        until += [self._all[0] + 1.0] if len(self._all) == self._all.maxlen else []
        seconds = math.ceil(max([one - now for one in until], default=0.0))
        if seconds <= 0:
            sent.append(now)
            self._all.append(now)
        return max(seconds, 0)
