"""HTTP to Meta in the name of one token: headers, timeout, JSON or not, errors, redacted log.

The one module that knows `requests`. Nothing is repeated here: for a send, only the caller's rows
know whether it may go again.
"""

import logging
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.cookiejar import DefaultCookiePolicy
from typing import IO, Any
from urllib.parse import SplitResult, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError
from urllib3.exceptions import SSLError as TransportSSLError

from conecta.whatsapp.answers import read_body
from conecta.whatsapp.errors import (
    MediaError,
    NotSentError,
    Refusal,
    RefusedError,
    UnknownOutcomeError,
)
from conecta.whatsapp.wire import JsonObject

logger = logging.getLogger(__name__)

Session = requests.Session

# The host of the address that Meta gives for every medium.
MEDIA_HOSTS = frozenset({"lookaside.fbsbx.com"})
MEDIA_CHUNK_BYTES = 64 * 1024

NEVER_LEFT = (
    requests.ConnectTimeout,
    requests.exceptions.InvalidHeader,
    requests.exceptions.InvalidJSONError,
    requests.exceptions.InvalidSchema,
    requests.exceptions.InvalidURL,
    requests.exceptions.MissingSchema,
)


def open_session() -> Session:
    """A keep-alive Session for one thread: no retries, no cookies, nothing from the environment.

    The environment could send our token to a proxy, or put .netrc's password in its place.
    """
    session = requests.Session()
    session.trust_env = False
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    for scheme in ("https://", "http://"):
        session.mount(scheme, HTTPAdapter(max_retries=0))
    return session


class Transport:
    """Requests to one API root. Cheap to make; the Session is what is worth keeping."""

    def __init__(self, token: str, *, root: str, timeout: float, session: Session | None) -> None:
        self._root = root
        self._timeout = timeout
        self._session = session or open_session()
        # Bytes: a token pasted with a strange character must fail at Meta, not in http.client.
        self._token = token.strip().encode()
        self._headers: Mapping[str, str | bytes] = {
            "Authorization": b"Bearer " + self._token,
            "Accept-Encoding": "gzip",
            "User-Agent": "conecta",
        }

    def request(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> JsonObject:
        """Meta's answer. Raises NotSentError, UnknownOutcomeError or RefusedError.

        Prepared without `Session.request`, whose merging of settings costs a third of the call.
        """
        with _watched(f"{method} {path}"):
            request = requests.PreparedRequest()
            request.prepare(
                method=method,
                url=f"{self._root}/{path}",
                headers=self._headers,
                params=params,
                json=body,
            )
            response = self._session.send(request, timeout=self._timeout, allow_redirects=False)
            return read_body(response.status_code, response.content)

    def upload(self, path: str, content: IO[bytes], *, offset: int) -> JsonObject:
        """The bytes of a resumable upload from `offset` on; its token goes as OAuth."""
        with _watched("POST an upload"):
            content.seek(offset)
            headers = {**self._headers, "Authorization": b"OAuth " + self._token}
            response = self._session.post(
                f"{self._root}/{path}",
                data=content,
                headers={**headers, "file_offset": str(offset)},
                timeout=self._timeout,
                allow_redirects=False,
            )
            return read_body(response.status_code, response.content)

    def post_file(
        self, path: str, file: IO[bytes], *, mime_type: str, file_name: str
    ) -> JsonObject:
        """A medium to be sent in a message, as a form."""
        with _watched(f"POST {path}"):
            response = self._session.post(
                f"{self._root}/{path}",
                headers=self._headers,
                data={"messaging_product": "whatsapp", "type": mime_type},
                files={"file": (file_name, file, mime_type)},
                timeout=self._timeout,
                allow_redirects=False,
            )
            return read_body(response.status_code, response.content)

    def download(self, url: str, into: IO[bytes], *, max_bytes: int) -> int:
        """Copy a medium, answer its size in bytes; MediaError as `_media_address`, `_copy` say."""
        address = _media_address(url, api=urlsplit(self._root))
        with (
            _watched("GET a medium"),
            self._session.get(
                address,
                headers=self._headers,
                timeout=self._timeout,
                allow_redirects=False,
                stream=True,
            ) as response,
        ):
            if response.status_code != HTTPStatus.OK:
                read_body(response.status_code, response.content)
                raise RefusedError(Refusal(http_status=response.status_code))
            return _copy(response, into, max_bytes=max_bytes)


@contextmanager
def _watched(call: str) -> Iterator[None]:
    """Log the call, and put our words on what `requests` raises.

    Never the token, the text or the number: Meta's `message` and `details` may quote them.
    """
    started = time.monotonic()
    outcome = "aborted"
    try:
        yield
        outcome = "ok"
    except requests.RequestException as error:
        failure = _failure(error)
        outcome = f"{failure.code}, {failure.cause}"
        raise failure from error
    except UnknownOutcomeError as error:
        outcome = f"{error.code}, {error.cause}"
        raise
    except RefusedError as error:
        outcome = f"refused, {error.refusal.reference}"
        raise
    finally:
        level = logging.DEBUG if outcome == "ok" else logging.WARNING
        logger.log(level, "%s: %s, %d ms", call, outcome, 1000 * (time.monotonic() - started))


def _failure(error: requests.RequestException) -> NotSentError | UnknownOutcomeError:
    """A connection lost on a reused keep-alive may never have been read; nobody can tell."""
    reason = error.args[0] if error.args else None
    if isinstance(reason, MaxRetryError):
        reason = reason.reason
    cause = f"{type(error).__name__}: {type(reason).__name__}"
    if isinstance(error, NEVER_LEFT) or isinstance(reason, ConnectTimeoutError):
        return NotSentError(cause)
    if isinstance(reason, TransportSSLError) and _is_certificate(reason):
        return NotSentError(cause)
    return UnknownOutcomeError(cause)


def _is_certificate(error: TransportSSLError) -> bool:
    """Certificates are judged in the handshake; any other TLS error may come after the request."""
    return bool(error.args) and isinstance(error.args[0], ssl.SSLCertVerificationError)


def _media_address(url: str, *, api: SplitResult) -> str:
    """The address as requests will really dial it; MediaError when that is a strange host."""
    try:
        address = requests.Request("GET", url).prepare().url or ""
        target = urlsplit(address)
        origin = (target.scheme, target.hostname, target.port)
    except (requests.RequestException, ValueError) as error:
        raise MediaError("media_host_refused", "O endereço da mídia não é válido.") from error
    from_meta = origin[0] == "https" and origin[1] in MEDIA_HOSTS and origin[2] in (None, 443)
    if from_meta or origin == (api.scheme, api.hostname, api.port):
        return address
    raise MediaError("media_host_refused", "A mídia não está em um endereço da Meta.")


def _copy(response: requests.Response, into: IO[bytes], *, max_bytes: int) -> int:
    size = 0
    for chunk in response.iter_content(MEDIA_CHUNK_BYTES):
        size += len(chunk)
        if size > max_bytes:
            raise MediaError("media_too_large", "O arquivo é maior do que o permitido.")
        into.write(chunk)
    return size
