"""Actions of meetings: kept in step with their minutes, reminded, done, postponed, handed over, dropped, by button and by word."""
