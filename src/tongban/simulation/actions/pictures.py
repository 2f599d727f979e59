"""Draws the floor plans that applicants of the fictional county hand in, for reviewers to look at."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pylopdf_fonts_zh_cn
from PIL import Image, ImageDraw, ImageFont

FONT: Final = Path(pylopdf_fonts_zh_cn.__file__).parent / "NotoSansSC-Regular.otf"
ROOMS: Final = (
    ((60, 60, 520, 460), "就餐区"), ((520, 60, 900, 240), "操作间"), ((520, 240, 700, 460), "备餐间"),
    ((700, 240, 900, 360), "洗消间"), ((700, 360, 900, 460), "卫生间"),
)  # fmt: skip


def floor_plan(answers: Mapping[str, Any]) -> bytes:
    """A plan as PNG with the rooms' names and the floor area of the answers in its title block."""
    picture = Image.new("L", (960, 600), 255)
    draw, font = ImageDraw.Draw(picture), ImageFont.truetype(str(FONT), 26)
    for box, name in ROOMS:
        draw.rectangle(box, outline=0, width=4)
        draw.text(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), name, fill=0, font=font, anchor="mm")
    draw.line((240, 460, 330, 460), fill=255, width=8)
    draw.text((285, 486), "入口", fill=0, font=font, anchor="mm")
    draw.rectangle((520, 510, 900, 560), outline=0, width=3)
    draw.text((710, 535), f"建筑面积：{answers.get('floor_area', '')} 平方米", fill=0, font=font, anchor="mm")
    saved = io.BytesIO()
    picture.save(saved, "PNG", optimize=True)
    return saved.getvalue()
