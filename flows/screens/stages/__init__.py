"""The screens of a form's stages (flows/scheme/form.py), one file each: what is shown, and what may be answered."""
