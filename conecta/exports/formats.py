"""The formats of a file, and under which type each is handed out."""

from django.db import models


class Format(models.TextChoices):
    CSV = "csv", "CSV"
    XLSX = "xlsx", "Excel (XLSX)"
    JSONL = "jsonl", "Pacote JSON assinado"
    ZIP = "zip", "Pasta compactada (ZIP)"


CONTENT_TYPES: dict[str, str] = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.JSONL: "application/x-ndjson",
    Format.ZIP: "application/zip",
}
