"""HTTP as all of the program speaks it, without a word of what is sent."""
