"""What stands in front of the service in production: ends TLS, says who asks, and answers 502 where the service breaks
off. A request that could not be handed over yet waits until the service is back, as proxies do while it starts anew."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import aiohttp
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

BROKEN = '<!doctype html><link rel="icon" href="data:,"><title>502</title>broken off'
"""What its own page says."""

PATIENCE = 30.0
"""Seconds a request waits for the service to be back."""

_NOT_PASSED_ON = ("Connection", "Transfer-Encoding", "Content-Length", "Content-Encoding")


@asynccontextmanager
async def https_front(folder: Path, port: int, service: str) -> AsyncIterator[str]:
    """An https address of this machine, in front of the service at that address."""
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(*_certificate(folder))
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(cookie_jar=jar, auto_decompress=False) as session:

        async def handle(request: web.Request) -> web.Response:
            return await _passed_on(session, service, request)

        app = web.Application(client_max_size=30 * 2**20)
        app.router.add_route("*", "/{path:.*}", handle)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port, ssl_context=tls).start()
        try:
            yield f"https://localhost:{port}"
        finally:
            await runner.cleanup()


async def _passed_on(session: aiohttp.ClientSession, service: str, request: web.Request) -> web.Response:
    headers = {name: value for name, value in request.headers.items() if name not in _NOT_PASSED_ON}
    headers["X-Forwarded-For"] = request.remote or ""
    body = await request.read()
    deadline = asyncio.get_running_loop().time() + PATIENCE
    while True:
        try:
            async with session.request(
                request.method, service + request.raw_path, headers=headers, data=body, allow_redirects=False
            ) as answer:
                found = web.Response(status=answer.status, body=await answer.read())
                for name, value in answer.headers.items():
                    if name not in ("Connection", "Transfer-Encoding", "Content-Length"):
                        found.headers.add(name, value)
                return found
        except aiohttp.ClientConnectorError:
            if asyncio.get_running_loop().time() > deadline:
                return web.Response(status=504)
            await asyncio.sleep(0.05)
        except aiohttp.ClientError:
            return web.Response(status=502, text=BROKEN, content_type="text/html")


def _certificate(folder: Path) -> tuple[Path, Path]:
    """One for localhost that nobody trusts, and its key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    dated = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=2))
    certificate = dated.serial_number(1).add_extension(names, critical=False).sign(key, hashes.SHA256())
    cert_file, key_file = folder / "front.crt", folder / "front.key"
    cert_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return cert_file, key_file
