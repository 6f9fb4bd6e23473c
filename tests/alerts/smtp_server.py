"""A mail server for the tests of the mail channel.

Writes each message it accepted as NNN.eml, with its envelope in NNN.json, into a directory. Prints its
port when it listens. Ends when its standard input is closed.
"""
import argparse
import json
import pathlib
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class Handler:
    def __init__(self, options):
        self.options = options
        self.directory = pathlib.Path(options.directory)

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        if self.options.refuse_sender:
            return "550 5.1.8 this sender may not send"
        envelope.mail_from = address
        return "250 2.1.0 OK"

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in self.options.refuse:
            return "550 5.1.1 no such user here"
        if address in self.options.defer:
            return "451 4.7.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.options.refuse_data:
            return "554 5.7.1 this looks like spam"
        number = len(list(self.directory.glob("*.eml")))
        name = self.directory / f"{number:03d}"
        name.with_suffix(".json").write_text(json.dumps(
            {"from": envelope.mail_from, "to": envelope.rcpt_tos,
             "tls": session.ssl is not None, "auth": bool(session.authenticated)}))
        name.with_suffix(".eml").write_bytes(envelope.original_content)
        if self.options.drop_after_data:
            server.transport.abort()
        return "250 2.0.0 accepted"


def authenticator(login):
    def check(server, session, envelope, mechanism, data):
        given = f"{data.login.decode()}:{data.password.decode()}"
        return AuthResult(success=given == login)
    return check


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("directory")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--refuse", action="append", default=[])
    parser.add_argument("--defer", action="append", default=[])
    parser.add_argument("--refuse-sender", action="store_true")
    parser.add_argument("--refuse-data", action="store_true")
    parser.add_argument("--drop-after-data", action="store_true")
    parser.add_argument("--certificate", help="PEM with key: STARTTLS is offered and required")
    parser.add_argument("--smtps", action="store_true", help="TLS from the start")
    parser.add_argument("--login", help="user:password, required")
    options = parser.parse_args()
    settings = {}
    context = None
    if options.certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(options.certificate)
        if not options.smtps:
            settings.update(tls_context=context, require_starttls=True)
    if options.login:
        settings.update(authenticator=authenticator(options.login), auth_required=True,
                        auth_require_tls=bool(options.certificate) and not options.smtps)
    port = options.port or free_port()
    controller = Controller(Handler(options), hostname="127.0.0.1", port=port,
                            ssl_context=context if options.smtps else None, **settings)
    controller.start()
    print(port, flush=True)
    sys.stdin.read()
    controller.stop()


def free_port():
    import socket
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


main()
