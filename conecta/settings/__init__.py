"""base.py holds everything; local, test and production hold their differences only."""
