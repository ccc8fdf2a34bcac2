"""One file per channel: native events in, native messages out."""
