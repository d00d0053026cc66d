"""What follows when minutes are filed or changed, and what their card says: facts, doubts settled, differences told."""
