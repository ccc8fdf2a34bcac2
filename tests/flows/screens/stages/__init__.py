"""Tests of the screens of a form's stages."""
