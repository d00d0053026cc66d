"""Minutes: points settled one by one, published by one gesture, corrected and merged."""
