"""Training of a small quality-estimation model: data, planted errors, network, export, figures. Not in the wheel."""
