"""Light that has bounced, worked out once for a set that stands still: lightmaps and a volume, path traced. Read ``baking`` first."""
