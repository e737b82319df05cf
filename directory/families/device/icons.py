"""The picture that stands for the pages on the screen of a device."""

ICON_SIZES = (192, 512)  # pixels; what Android asks for
