"""The demo actor drawn: shapes into sprites, sprites into a puppet, and how she moves and sounds."""
