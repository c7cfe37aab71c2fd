"""Joins the rooms: frames with mattes, poses and sets into shots, shots into pictures, pictures into takes."""
