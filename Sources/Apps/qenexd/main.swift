// Replaced by this program.
