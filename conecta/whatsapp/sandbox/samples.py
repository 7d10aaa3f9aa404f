"""Small real files for the media that simulated customers send."""

import struct
import zlib

SIDE = 96


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture() -> bytes:
    """A square PNG with a soft gradient."""
    rows = bytearray()
    for y in range(SIDE):
        rows.append(0)
        for x in range(SIDE):
            rows += bytes((120 + x, 110 + y, 230))
    size = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", size), chunk(b"IDAT", zlib.compress(bytes(rows))), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def document() -> bytes:
    """A PDF of one empty page."""
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    )
    body = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(body)
    body += b"xref\n0 4\n0000000000 65535 f \n"
    body += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    body += b"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(body)


# An Ogg page and an MP4 box without content: enough for storage and type checks, not to be played.
SOUND = b"OggS\x00\x02" + bytes(8) + b"SBX1" + bytes(8) + b"\x01\x13OpusHead\x01\x01" + bytes(9)
FILM = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00\x00\x00\x08mdat"

# kind -> (mime type, content)
BY_KIND: dict[str, tuple[str, bytes]] = {
    "image": ("image/png", picture()),
    "sticker": ("image/webp", picture()),
    "audio": ("audio/ogg; codecs=opus", SOUND),
    "video": ("video/mp4", FILM),
    "document": ("application/pdf", document()),
}
