"""Make the faces the documents room carries, from Debian's packages of them; prints their sizes.

    .venv/bin/python -m tools.fonts          fetch the packages, write fonts, licences, coverage and the lock
    .venv/bin/python -m tools.fonts --check  compare the files in the tree with the lock; fetches nothing

The Fandol faces are carried as they are. Of Noto Serif CJK SC only what Fandol lacks is carried, Hangul apart: the
rare 汉字 of names and a few signs. Takes some four minutes on two cores. Needs apt-get and dpkg-deb (Debian).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

FOLDER = Path(__file__).resolve().parents[1] / "src" / "linli" / "documents" / "fonts"
LOCK = FOLDER / "fonts.lock.json"
COVERAGE = FOLDER / "coverage.txt"
PACKAGES = {"texlive-lang-chinese": "2022.20230122-1", "fonts-noto-cjk": "1:20220127+repack1-1"}
FANDOL = [
    "FandolFang-Regular.otf",
    "FandolHei-Regular.otf",
    "FandolKai-Regular.otf",
    "FandolSong-Bold.otf",
    "FandolSong-Regular.otf",
]
FANDOL_IN = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
FANDOL_LICENCE = "usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz"
NOTO_IN = "usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
NOTO_LICENCE = "usr/share/doc/fonts-noto-cjk/copyright"
REST = "NotoSerifCJKsc-Rest.otf"
# Nothing of these is used in horizontal text without features.
DROPPED = ["vhea", "vmtx", "VORG", "BASE", "GSUB", "GPOS", "DSIG"]


def unpacked(folder: Path) -> Path:
    """The packages, fetched as the machine's apt is set up to, and unpacked."""
    wanted = [f"{name}={version}" for name, version in PACKAGES.items()]
    subprocess.run(["apt-get", "download", *wanted], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    for package in folder.glob("*.deb"):
        subprocess.run(["dpkg-deb", "--extract", package, folder / "root"], check=True)
    return folder / "root"


def characters(font: Any) -> set[int]:
    """Code points a font can draw."""
    return set(font.getBestCmap())


def rest_of(collection: Path, drawn: set[int], target: Path) -> set[int]:
    """Write the face of last resort: what is not in ``drawn``. The code points it has."""
    fonts = TTCollection(str(collection)).fonts
    font = next(each for each in fonts if each["name"].getDebugName(4) == "Noto Serif CJK SC")
    font.recalcTimestamp = False  # the same bytes whenever it is made
    wanted = {code for code in characters(font) - drawn if "HANGUL" not in unicodedata.name(chr(code), "")}
    options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=["*"])
    options.drop_tables += DROPPED
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    font.save(target)
    return wanted


def ranges(codes: set[int]) -> list[str]:
    """``4E00-4E8C`` or ``4E8E``, in order."""
    found: list[list[int]] = []
    for code in sorted(codes):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return [f"{first:X}" if first == last else f"{first:X}-{last:X}" for first, last in found]


def digests() -> dict[str, str]:
    """SHA-256 of each file we carry."""
    names = [*FANDOL, REST, COVERAGE.name, "COPYING.fandol", "LICENSE.noto-cjk"]
    return {name: hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() for name in names}


def make() -> None:
    """Write everything."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        root = unpacked(Path(temporary))
        for name in FANDOL:
            shutil.copyfile(root / FANDOL_IN / name, FOLDER / name)
        (FOLDER / "COPYING.fandol").write_bytes(gzip.decompress((root / FANDOL_LICENCE).read_bytes()))
        shutil.copyfile(root / NOTO_LICENCE, FOLDER / "LICENSE.noto-cjk")
        # What every one of them draws: a character only some have comes from the rest as well.
        drawn = set.intersection(*(characters(TTFont(FOLDER / name)) for name in FANDOL))
        rest = rest_of(root / NOTO_IN, drawn, FOLDER / REST)
    COVERAGE.write_text("\n".join(ranges(drawn | rest)) + "\n")
    LOCK.write_text(json.dumps({"packages": PACKAGES, "files": digests()}, indent=1) + "\n")
    for name in (*FANDOL, REST):
        print(f"{name:28} {(FOLDER / name).stat().st_size / 1e6:5.1f} MB")


def main() -> int:
    """0 when all is as the lock says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if not parser.parse_args().check:
        make()
        return 0
    if json.loads(LOCK.read_text())["files"] == digests():
        return 0
    sys.stderr.write("the carried faces differ from the lock; run: python -m tools.fonts\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
