"""The window: the only room that knows Qt. Widgets hold no state; they show the engine's and send whole projects and commands."""
