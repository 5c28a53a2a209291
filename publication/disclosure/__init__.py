"""Statistical disclosure control: which numbers of persons may be told, beside all that was told before."""
