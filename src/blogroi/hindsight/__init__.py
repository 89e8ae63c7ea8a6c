"""What earlier cases say of later ones."""
