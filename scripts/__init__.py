"""The `sozialraum` command: wires arguments to geodata and directory."""
