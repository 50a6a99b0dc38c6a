"""The geometry of pictures, as plain numbers: where a seat, a slice or a dot is drawn, and nothing of how."""
