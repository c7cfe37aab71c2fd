"""Speed in figures: vpstudio beside what everyone writes, over the same clip, in the same run."""
