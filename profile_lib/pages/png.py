"""Pictures as files."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from PIL import Image

PALETTE = 256
"""Colours of a picture: a few and their shades at the edges of letters. A file is half as large, and no shade
is off by more than three parts of 255."""


def png(pixels: NDArray[np.uint8]) -> bytes:
    """A PNG file of rows of red, green, blue and opacity; nothing of it is transparent."""
    file = io.BytesIO()
    _in_few_colours(pixels).save(file, "png")
    return file.getvalue()


def _in_few_colours(pixels: NDArray[np.uint8]) -> Image.Image:
    """The picture in a palette. Its few hundred colours are looked at once each, not its million dots."""
    codes, colours = pd.factorize(pixels.view(np.uint32).ravel())
    each = Image.fromarray(colours.view(np.uint8).reshape(1, -1, 4)[:, :, :3])
    fewer = each.quantize(PALETTE, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    picture = Image.fromarray(np.asarray(fewer)[0][codes].reshape(pixels.shape[:2]))
    picture.putpalette(fewer.getpalette() or [])
    return picture
