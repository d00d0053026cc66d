"""What a year comes to: pure functions over facts, one module per theme. A fact counts in the year of its own day. (DOMAIN.md 2.8, R4)"""
