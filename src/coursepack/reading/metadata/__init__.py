"""What pictures say besides their points (place, camera, author), and pictures without it: no point is changed."""
