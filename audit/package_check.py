"""Checks an exported package alone: `python -m audit.package_check FILE [PUBLIC_KEY]`.

No Django and no database: the standard library and `cryptography`. What it proves: the package is
as the holder of the key signed it, every seal is as it was signed, every entry and its values are
those that were sealed. With PUBLIC_KEY, also whose key that is.
"""

import hashlib
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audit import merkle, sealed_form, signatures
from audit.sealed_form import ENTRY_FIELDS, SealForm
from audit.signatures import Purpose

FORMAT = 1
MOST_PROBLEMS = 100
USAGE = "Uso: python -m audit.package_check ARQUIVO [CHAVE_PÚBLICA]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the package holds and what is wrong with it."""

    entries: int
    seals: int
    unsealed: int
    erased: int
    public_key: str
    sha256: str
    problems: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return not self.problems


@dataclass(slots=True)
class Reader:
    """Reads line by line; keeps of each seal its root and its code."""

    expected_key: str = ""
    public_key: str = ""
    entries: int = 0
    unsealed: int = 0
    erased: int = 0
    last_id: int | None = None
    has_ended: bool = False
    roots: dict[int, str] = field(default_factory=dict)
    held: dict[int, int] = field(default_factory=dict)
    sizes: dict[int, int] = field(default_factory=dict)
    codes: dict[int, tuple[str, str]] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    seen: Any = field(default_factory=hashlib.sha256)

    def read(self, number: int, raw: bytes) -> None:
        try:
            line = json.loads(raw)
            reads = {"header": self.header, "seal": self.seal, "entry": self.entry, "end": self.end}
            if number == 1 and line["kind"] != "header":
                self.complain("O pacote não começa pelo cabeçalho.")
            if self.has_ended:
                self.complain(f"Linha {number}: há algo depois do fim do pacote.")
            reads[line["kind"]](line)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            self.complain(f"Linha {number} não se entende: {error!r}.")
        self.seen.update(raw)

    def complain(self, text: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(text)

    def header(self, line: dict[str, Any]) -> None:
        if line["format"] != FORMAT:
            self.complain(f"O formato {line['format']} do pacote não é o {FORMAT}, que se entende.")
        self.public_key = line["public_key"]
        if self.expected_key and self.public_key != self.expected_key:
            self.complain(f"O pacote foi assinado com outra chave: {self.public_key}.")

    def seal(self, line: dict[str, Any]) -> None:
        form = SealForm(**line["seal"])
        digest = form.digest()
        signature = bytes.fromhex(line["signature"])
        is_signed = signatures.is_signed(self.public_key, Purpose.SEAL, digest, signature)
        if digest.hex() != line["digest"] or not is_signed:
            self.complain(f"Selo {form.number}: alterado, ou assinado com outra chave.")
        self.roots[form.number] = form.root
        self.sizes[form.number] = form.entry_count
        self.codes[form.number] = (form.previous, digest.hex())

    def entry(self, line: dict[str, Any]) -> None:
        values = [line["entry"][name] for name in ENTRY_FIELDS]
        entry_id = values[0]
        if self.last_id is not None and entry_id <= self.last_id:
            self.complain(f"Registro {entry_id}: repetido ou fora de ordem.")
        self.last_id = entry_id
        self.entries += 1
        self._check_path(entry_id, line["seal"], line["path"], values)
        self._check_detail(entry_id, line)

    def _check_path(
        self, entry_id: int, seal: int | None, path: list[list[Any]], values: list[Any]
    ) -> None:
        if seal is None:
            self.unsealed += 1
            return
        steps = [(bool(is_left), bytes.fromhex(beside)) for is_left, beside in path]
        leaf = sealed_form.leaf(sealed_form.entry_text(values))
        self.held[seal] = self.held.get(seal, 0) + 1
        if seal not in self.roots:
            self.complain(f"Registro {entry_id}: o selo {seal} não está no pacote.")
        elif merkle.climb(leaf, steps).hex() != self.roots[seal]:
            self.complain(f"Registro {entry_id}: alterado depois do selo {seal}.")

    def _check_detail(self, entry_id: int, line: dict[str, Any]) -> None:
        detail = line["detail"]
        if detail is None:
            self.erased += 1
            if line["erased"] is not True:
                self.complain(f"Registro {entry_id}: detalhe removido sem registro de apagamento.")
            return
        salt = bytes.fromhex(detail["salt"])
        if sealed_form.detail_digest(salt, detail["values"]).hex() != line["entry"]["digest"]:
            self.complain(f"Registro {entry_id}: os valores não são os que foram registrados.")

    def end(self, line: dict[str, Any]) -> None:
        self.has_ended = True
        digest = self.seen.digest()
        signature = bytes.fromhex(line["signature"])
        if line["sha256"] != digest.hex():
            self.complain("O conteúdo do pacote não é o que foi assinado.")
        elif not signatures.is_signed(self.public_key, Purpose.PACKAGE, digest, signature):
            self.complain("A assinatura do pacote não confere.")
        if (line["entries"], line["seals"]) != (self.entries, len(self.roots)):
            self.complain("Faltam ou sobram linhas no pacote.")

    def finish(self) -> None:
        if not self.has_ended:
            self.complain("O pacote está incompleto: falta o fim.")
        for number, (previous, _) in sorted(self.codes.items()):
            before = self.codes.get(number - 1)
            if before is not None and before[1] != previous:
                self.complain(f"O selo {number} não segue o selo {number - 1}.")


def check(lines: Iterable[bytes], *, public_key: str = "") -> Finding:
    """Reads the lines once, in constant memory but for a few bytes a seal."""
    reader = _read(lines, public_key)
    return _finding(reader)


def check_blocks(lines: Iterable[bytes], *, public_key: str) -> tuple[Finding, dict[int, str]]:
    """As `check`, of an archive: every entry of each seal must be there; also the seals' codes."""
    reader = _read(lines, public_key)
    for number, size in sorted(reader.sizes.items()):
        if reader.held.get(number, 0) != size:
            reader.complain(f"Faltam registros do selo {number} no arquivo.")
    return _finding(reader), {number: code for number, (_, code) in reader.codes.items()}


def _read(lines: Iterable[bytes], public_key: str) -> Reader:
    reader = Reader(expected_key=public_key)
    for number, raw in enumerate(lines, start=1):
        reader.read(number, raw)
    reader.finish()
    return reader


def _finding(reader: Reader) -> Finding:
    return Finding(
        entries=reader.entries,
        seals=len(reader.roots),
        unsealed=reader.unsealed,
        erased=reader.erased,
        public_key=reader.public_key,
        sha256=reader.seen.hexdigest(),
        problems=tuple(reader.problems),
    )


def told(finding: Finding) -> str:
    """In Portuguese, for a terminal."""
    if not finding.is_whole:
        return "\n".join(["PACOTE ALTERADO", *finding.problems])
    return (
        f"Pacote íntegro. Registros: {finding.entries}. Selos: {finding.seals}. "
        f"Ainda não selados: {finding.unsealed}. Com dados apagados: {finding.erased}.\n"
        f"Chave pública: {finding.public_key}"
    )


def main(arguments: list[str]) -> int:
    if len(arguments) not in (1, 2):
        sys.stderr.write(f"{USAGE}\n")
        return 2
    with Path(arguments[0]).open("rb") as lines:
        finding = check(lines, public_key=arguments[1] if arguments[1:] else "")
    sys.stdout.write(f"{told(finding)}\n")
    return 0 if finding.is_whole else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
