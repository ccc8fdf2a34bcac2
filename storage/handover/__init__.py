"""Offers to go on elsewhere, and the ends that took them."""
