"""What several rooms of the house need."""
