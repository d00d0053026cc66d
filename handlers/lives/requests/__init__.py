"""What follows when a request is filed or changed: whom it is put to, who is told, how far it has come."""
