#!/usr/bin/env python3
"""Cuts the fonts that Duizhao ships out of the Noto fonts, as README.md beside this file describes.

    apt-get download fonts-noto-cjk fonts-noto-core unicode-data
    for package in *.deb; do dpkg-deb -x "$package" unpacked; done
    pip install fonttools==4.68.0
    python3 fonts/make_fonts.py --root unpacked

Or, with the three Debian packages installed, just `python3 fonts/make_fonts.py`.
The same packages and the same fonttools give the same bytes: nothing here depends on time or on the machine.
"""

import argparse
import bz2
import re
from io import BytesIO
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

HERE = Path(__file__).resolve().parent
NOTO = Path("usr/share/fonts/truetype/noto")
NOTO_CJK = Path("usr/share/fonts/opentype/noto")
UNICODE = Path("usr/share/unicode")

# Index of the face with the simplified Chinese shapes in Noto's CJK collections.
SIMPLIFIED_CHINESE = 2

# Unihan's fields that say "the same word, written otherwise". kSpoofingVariant and
# kSpecializedSemanticVariant say something else (looks alike; the same in some senses only).
SAME_WORD = {"kSemanticVariant", "kZVariant", "kSimplifiedVariant", "kTraditionalVariant"}

# What a Chinese text has besides Han characters, as far as the face has it. Inclusive ranges.
CHINESE_TEXT = [
    (0x0020, 0x024F),  # Latin to Latin Extended-B
    (0x0250, 0x03FF),  # phonetic letters, tone marks, Greek
    (0x0400, 0x045F),  # Cyrillic
    (0x1E00, 0x1EFF),  # Latin Extended Additional
    (0x2000, 0x206F),  # punctuation
    (0x2070, 0x218F),  # superscripts, currency, letterlike, number forms
    (0x2190, 0x22FF),  # arrows, mathematics
    (0x2300, 0x27BF),  # technical, enclosed, box drawing, shapes, marks
    (0x2E80, 0x2FDF),  # radicals
    (0x3000, 0x312F),  # CJK punctuation, kana, bopomofo
    (0x3190, 0x31FF),  # kanbun, bopomofo, strokes, small kana
    (0x3200, 0x33FF),  # enclosed and squared
    (0xFE10, 0xFE1F),  # vertical forms
    (0xFE30, 0xFE6F),  # compatibility and small forms
    (0xFF00, 0xFFEF),  # full and half width
]

# What an English text and its notes have: words of any European language, transcriptions, names.
ENGLISH_TEXT = [
    (0x0020, 0x036F),  # Latin to Latin Extended-B, phonetic letters, combining marks
    (0x0370, 0x052F),  # Greek, Cyrillic
    (0x1AB0, 0x1AFF),  # more combining marks
    (0x1D00, 0x1DFF),  # phonetic extensions
    (0x1E00, 0x1FFF),  # Latin Extended Additional, Greek Extended
    (0x2000, 0x218F),  # punctuation, currency, letterlike, number forms
    (0x2190, 0x22FF),  # arrows, mathematics
    (0x2C60, 0x2C7F),  # Latin Extended-C
    (0xA700, 0xA7FF),  # tone letters, Latin Extended-D
    (0xFB00, 0xFB06),  # ligatures
    (0xFFFC, 0xFFFD),  # replacement characters
]

# Signs of the interface, and what Big5 has that Noto's Chinese faces lack.
SYMBOLS = (
    "☰◐◑▸▾◂▴▲▼◀▶✕✓✗✔✖✎⚑⚠⌫⏎⌘⌥⌃⇧⇥⧉⎘●○◌◉◎◆◇■□▪▫★☆☑☐☒✂☀☾"
    "←↑→↓↔↕⇄⇅⟷⤒⤓⤢↺↻⟲⟳⋯⋮❮❯⊕⊖⊗ⓘ🔍🗑🏷"
    "ˍ‾∼≒␀␁␂␃␄␅␆␇␈␉␊␋␌␍␎␏␐␑␒␓␔␕␖␗␘␙␚␛␜␝␞␟␡"
)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--root", type=Path, default=Path("/"), help="where the Debian packages are unpacked")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write the fonts to")
    options = parser.parse_args()
    root, out = options.root, options.out

    chinese = han_characters(root) | in_ranges(CHINESE_TEXT)
    for style in ("Serif", "Sans"):
        collection = TTCollection(root / NOTO_CJK / f"Noto{style}CJK-Regular.ttc", lazy=True)
        font = collection.fonts[SIMPLIFIED_CHINESE]
        # No features: egui cannot choose a language, and `locl` alone would drag in the glyphs of four more.
        cut(font, chinese, features=[])
        rename(font, f"Duizhao {style} SC", f"Duizhao{style}SC-Regular")
        save(font, out / f"Duizhao{style}SC.otf")

    english = in_ranges(ENGLISH_TEXT)
    for name in ("NotoSerif-Regular", "NotoSerif-Bold", "NotoSerif-Italic", "NotoSans-Regular", "NotoSans-Bold"):
        font = TTFont(root / NOTO / f"{name}.ttf")
        cut(font, english, features=["ccmp", "kern", "liga", "locl", "mark", "mkmk"])
        save(font, out / f"{name}.ttf")

    save(symbols(root), out / "DuizhaoSymbols.ttf")


def in_ranges(ranges):
    """Code points of inclusive ranges."""
    return {code for first, last in ranges for code in range(first, last + 1)}


def han_characters(root):
    """GBK (GB2312 is in it), Big5 and the PRC's table of general standard characters, closed under variants."""
    codes = double_bytes("gbk", range(0x81, 0xFF)) | double_bytes("big5", range(0xA1, 0xFA))
    codes |= {code for code, _ in unihan(root, "OtherMappings", {"kTGH"})}
    variants = {}
    for code, value in unihan(root, "Variants", SAME_WORD):
        for other in re.findall(r"U\+([0-9A-F]+)", value):
            variants.setdefault(code, set()).add(int(other, 16))
            variants.setdefault(int(other, 16), set()).add(code)
    todo = list(codes)
    while todo:
        new = variants.get(todo.pop(), set()) - codes
        codes |= new
        todo += new
    return codes


def double_bytes(codec, lead_bytes):
    """All characters that `codec` writes with two bytes, the first of them in `lead_bytes`."""
    codes = set()
    for lead in lead_bytes:
        for trail in range(0x40, 0xFF):
            try:
                codes.update(ord(c) for c in bytes([lead, trail]).decode(codec) if ord(c) > 0x7F)
            except UnicodeDecodeError:
                continue
    return codes


def unihan(root, file, fields):
    """Code point and value of the lines of a Unihan file that have one of `fields`."""
    with bz2.open(root / UNICODE / f"Unihan_{file}.txt.bz2", "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("U+"):
                code, field, value = line.rstrip("\n").split("\t", 2)
                if field in fields:
                    yield int(code[2:], 16), value


def cut(font, codes, features):
    """Keeps what `codes` needs of `font`, without hints: the reader draws in grey, at any size."""
    options = Options()
    options.layout_features = features
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14]
    options.name_languages = [0x409]
    # Nothing here is set vertically.
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)


def rename(font, family, postscript_name):
    """Gives a cut font a name of its own, so that nobody takes it for the whole one."""
    for record in font["name"].names:
        # The makers keep their records (copyright, version, trademark, licence); only the names change.
        new = {1: family, 3: postscript_name, 4: family, 6: postscript_name}.get(record.nameID)
        if new:
            record.string = new
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames[0] = postscript_name
        top = cff.topDictIndex[0]
        top.FullName = top.FamilyName = family


def symbols(root):
    """One small font of the interface's signs, from the first of four Noto faces that has each."""
    wanted = {ord(c) for c in SYMBOLS}
    parts = []
    for name in ("NotoSansSymbols2", "NotoSansMath", "NotoSansSymbols", "NotoSans"):
        font = TTFont(root / NOTO / f"{name}-Regular.ttf")
        found = wanted & set(font.getBestCmap())
        wanted -= found
        cut(font, found, features=[])
        for table in ("GDEF", "GPOS", "GSUB", "MATH", "STAT"):
            if table in font:
                del font[table]
        part = BytesIO()
        font.recalcTimestamp = False
        font.save(part)
        part.seek(0)
        parts.append(part)
    if wanted:
        raise SystemExit(f"no face has: {''.join(map(chr, sorted(wanted)))}")
    font = Merger().merge(parts)
    # The merger asks the clock.
    font["head"].created = font["head"].modified = TTFont(parts[0])["head"].modified
    # Signs stand in lines of Noto Sans: its line height, not that of the tallest sign.
    sans = TTFont(root / NOTO / "NotoSans-Regular.ttf")
    for field in ("ascent", "descent", "lineGap"):
        setattr(font["hhea"], field, getattr(sans["hhea"], field))
    for field in ("sTypoAscender", "sTypoDescender", "sTypoLineGap", "usWinAscent", "usWinDescent"):
        setattr(font["OS/2"], field, getattr(sans["OS/2"], field))
    rename(font, "Duizhao Symbols", "DuizhaoSymbols-Regular")
    return font


def save(font, path):
    # The date of the face stays that of the Noto release.
    font.recalcTimestamp = False
    font.save(path, reorderTables=True)
    print(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB, {len(font.getBestCmap())} characters")


if __name__ == "__main__":
    main()
