"""What people try Maillage in without any account, and the double of every test: a strict Slack, its door, its terminal."""
