"""A window with VTE in it, as GNOME Terminal has: vte.py COLUMNS ROWS FONT PROGRAM [ARGUMENT...]"""
import os
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("Vte", "2.91")
from gi.repository import Gdk, GLib, Gtk, Pango, Vte  # noqa: E402

columns, rows, font, *program = sys.argv[1:]


def color(text):
    rgba = Gdk.RGBA()
    rgba.parse(text)
    return rgba


# TERM is for VTE to set.
environment = [f"{name}={value}" for name, value in os.environ.items() if name != "TERM"]
terminal = Vte.Terminal()
terminal.set_size(int(columns), int(rows))
terminal.set_font(Pango.FontDescription(font))
terminal.set_colors(color("#c0caf5"), color("#1a1b26"), [])
terminal.spawn_async(
    Vte.PtyFlags.DEFAULT, None, program, environment,
    GLib.SpawnFlags.DEFAULT, None, None, -1, None, None)
terminal.connect("child-exited", Gtk.main_quit)
window = Gtk.Window(title="vte")
window.add(terminal)
window.show_all()
print(f"VTE {Vte.get_major_version()}.{Vte.get_minor_version()}.{Vte.get_micro_version()}", flush=True)
Gtk.main()
