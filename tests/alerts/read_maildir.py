"""Prints what Python's mailbox module finds in a Maildir: a line of each message, then its text."""
import email
import email.policy
import mailbox
import sys

box = mailbox.Maildir(sys.argv[1], create=False)
for key in box.keys():
    mail = email.message_from_bytes(box.get_bytes(key), policy=email.policy.default)
    assert not mail.defects, mail.defects
    print(box[key].get_subdir(), mail["Message-ID"], mail["To"], mail["Subject"])
    print(mail.get_body(("plain",)).get_content())
