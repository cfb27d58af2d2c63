"""What a file really is, by its first bytes and not by its ending; what is no table is refused.

Export screens misname files: a workbook called .csv, a web page called .xls. The bytes decide.
"""

import zipfile
from enum import Enum
from pathlib import Path

from touchpoint.errors import Refused

HEAD = 65536
UNPACKED_AT_MOST = 4 * 2**30


class Kind(Enum):
    """What a file can be that is read here."""

    TEXT = "separated text"
    JSON = "JSON"
    PARQUET = "Parquet"
    XLSX = "an Excel workbook (xlsx)"
    XLSB = "a binary Excel workbook (xlsb)"
    XLS = "an Excel 97-2003 workbook (xls)"
    ODS = "an OpenDocument spreadsheet (ods)"
    HTML = "a web page"
    XML_2003 = "an XML Spreadsheet 2003"


ENDINGS = {
    Kind.TEXT: {".csv", ".tsv", ".txt", ".tab", ".psv", ".dat", ".asc", ""},
    Kind.JSON: {".json", ".jsonl", ".ndjson", ".geojson", ".txt", ""},
    Kind.PARQUET: {".parquet", ".pq", ".parq", ""},
    Kind.XLSX: {".xlsx", ".xlsm", ".xltx", ".xltm", ""},
    Kind.XLSB: {".xlsb", ""},
    Kind.XLS: {".xls", ".xlt", ".xlm", ""},
    Kind.ODS: {".ods", ".ots", ""},
    Kind.HTML: {".html", ".htm", ""},
    Kind.XML_2003: {".xml", ""},
}

_FOREIGN = (
    (b"%PDF", "a PDF document; ask for the table as a spreadsheet or CSV"),
    (b"\x89PNG", "a picture (PNG); ask for the table as a spreadsheet or CSV"),
    (b"\xff\xd8\xff", "a picture (JPEG); ask for the table as a spreadsheet or CSV"),
    (b"GIF8", "a picture (GIF); ask for the table as a spreadsheet or CSV"),
    (b"II*\x00", "a picture (TIFF); ask for the table as a spreadsheet or CSV"),
    (b"MM\x00*", "a picture (TIFF); ask for the table as a spreadsheet or CSV"),
    (b"{\\rtf", "a document in Rich Text Format; ask for the table as a spreadsheet or CSV"),
    (b"\x1f\x8b", "a gzip archive; unpack it and load the file inside"),
    (b"BZh", "a bzip2 archive; unpack it and load the file inside"),
    (b"\xfd7zXZ\x00", "an xz archive; unpack it and load the file inside"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive; unpack it and load the file inside"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it and load the file inside"),
    (b"Rar!", "a RAR archive; unpack it and load the file inside"),
    (b"SQLite format 3\x00", "an SQLite database; export the table as CSV"),
    (b"\x00\x01\x00\x00Standard ", "an Access database; export the table as CSV"),
    (b"ARROW1", "an Arrow file; save the table as Parquet or CSV"),
    (b"$FL2", "an SPSS file; save it as CSV"),
    (b"$FL3", "an SPSS file; save it as CSV"),
    (b"<stata_dta>", "a Stata file; save it as CSV"),
    (
        b"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\xc2\xea\x81\x60",
        "a SAS file; save it as CSV",
    ),
    (b"\x7fELF", "a program; choose the file that holds the table"),
    (b"MZ\x90\x00", "a program; choose the file that holds the table"),
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_CONTROL = (*range(1, 9), *range(14, 26), *range(27, 32))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OPEN_IT = "open it with its password and save it without one"


def refuse(path: Path, what: str) -> Refused:
    """The refusal of a file, which is named by its name alone: folders can name people."""
    return Refused(f"{path.name} cannot be read: it is {what}.")


def kind_of(path: Path) -> Kind:
    """What the file is; refuses what is no table."""
    head, size = _head(path)
    if size == 0:
        raise refuse(path, "empty (0 bytes); ask for the export again")
    if head.startswith(_OLE):
        return _ole(path)
    if head.startswith(b"PK"):
        return _zip(path)
    if head.startswith(b"PAR1"):
        return _parquet(path, size)
    for mark, what in _FOREIGN:
        if head.startswith(mark):
            raise refuse(path, what)
    return _text(path, head)


def _head(path: Path) -> tuple[bytes, int]:
    try:
        if path.is_dir():
            raise refuse(path, "a folder; name a file in it")
        with path.open("rb") as file:
            return file.read(HEAD), path.stat().st_size
    except FileNotFoundError:
        raise Refused(f"There is no file {path.name}; check its name and folder.") from None
    except OSError as fault:
        raise Refused(f"{path.name} cannot be opened: {fault.strerror}.") from None


def _parquet(path: Path, size: int) -> Kind:
    with path.open("rb") as file:
        file.seek(max(0, size - 4))
        if file.read() not in (b"PAR1", b"PARE"):
            raise refuse(path, "a Parquet file whose end is missing; copy or export it again")
    return Kind.PARQUET


def _ole(path: Path) -> Kind:
    """The old container of Office, whose directory names what it holds in two-byte letters."""
    content = path.read_bytes()

    def holds(*names: str) -> bool:
        return any(f"{name}\0".encode("utf-16-le") in content for name in names)

    if holds("EncryptedPackage"):
        raise refuse(path, f"a workbook locked with a password; {_OPEN_IT}")
    if holds("Workbook", "Book", "WORKBOOK", "BOOK"):
        return Kind.XLS
    if holds("WordDocument"):
        raise refuse(path, "a Word document; ask for the table as a spreadsheet or CSV")
    if holds("PowerPoint Document"):
        raise refuse(path, "a PowerPoint presentation; ask for the table as a spreadsheet or CSV")
    if holds("__properties_version1.0"):
        raise refuse(path, "an Outlook message; save the file attached to it and load that")
    raise refuse(
        path, "an Office file without a workbook in it, or cut short; save it again as xlsx"
    )


def _zip(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {item.filename.replace("\\", "/") for item in archive.infolist()}
            unpacked = sum(item.file_size for item in archive.infolist())
            locked = any(item.flag_bits & 1 for item in archive.infolist())
            kind = _zipped(path, archive, names)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        what = "a workbook or archive that is damaged or cut short; copy or export it again"
        raise refuse(path, what) from None
    if locked:
        raise refuse(path, f"locked with a password; {_OPEN_IT}")
    if unpacked > UNPACKED_AT_MOST:
        what = f"packed so that it would grow to {unpacked // 2**30} GB; ask for the table as CSV"
        raise refuse(path, what)
    return kind


def _zipped(path: Path, archive: zipfile.ZipFile, names: set[str]) -> Kind:
    lower = {name.casefold() for name in names}
    if "xl/workbook.bin" in lower:
        return Kind.XLSB
    if any(name.startswith("xl/") for name in lower) or "[content_types].xml" in lower & {
        name for name in lower if _is_sheet_package(lower)
    }:
        return Kind.XLSX
    if "mimetype" in names:
        return _open_document(path, archive, names)
    if any(name.startswith("word/") for name in lower):
        raise refuse(path, "a Word document; ask for the table as a spreadsheet or CSV")
    if any(name.startswith("ppt/") for name in lower):
        raise refuse(path, "a PowerPoint presentation; ask for the table as a spreadsheet or CSV")
    if any(name.endswith(".iwa") for name in lower):
        raise refuse(path, "an Apple Numbers document; export it as Excel or CSV")
    files = "1 file" if len(names) == 1 else f"{len(names)} files"
    raise refuse(path, f"a zip archive of {files}; unpack it and load the file inside")


def _is_sheet_package(lower: set[str]) -> bool:
    return any("worksheets/" in name for name in lower)


def _open_document(path: Path, archive: zipfile.ZipFile, names: set[str]) -> Kind:
    said = archive.read("mimetype").decode("ascii", errors="replace")
    if "spreadsheet" not in said:
        raise refuse(path, "an OpenDocument file without a spreadsheet; ask for the table as CSV")
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read(
        "META-INF/manifest.xml"
    ):
        raise refuse(path, f"a spreadsheet locked with a password; {_OPEN_IT}")
    return Kind.ODS


def _text(path: Path, head: bytes) -> Kind:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:4096].lower()
    if start.startswith((b"<?xml", b"<workbook", b"<ss:workbook")):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head[:8192]:
            return Kind.XML_2003
        if b"<html" not in start:
            raise refuse(path, "an XML document; ask for the table as a spreadsheet or CSV")
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"<?xml")):
        return Kind.HTML
    if start.startswith((b'{"', b"{ ", b"{\n", b"{\r", b"{}", b"[{", b"[ ", b"[\n", b"[\r", b"[]")):
        return Kind.JSON
    if start[:1] in {b"[", b"{"} and path.suffix.casefold() in ENDINGS[Kind.JSON] - {".txt", ""}:
        return Kind.JSON
    if not head.startswith(_WIDE_MARKS):
        control = sum(head[:4096].count(byte) for byte in _CONTROL)
        # Of text in two bytes a letter the other byte is mostly zero, and of some letters low.
        wide = head[:4096].count(0) * 5 > len(head[:4096])
        if control * (5 if wide else 50) > len(head[:4096]):
            raise refuse(path, "neither text nor a workbook; choose the file that holds the table")
    return Kind.TEXT
