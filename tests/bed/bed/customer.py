# SPDX-License-Identifier: GPL-3.0-or-later
"""The customer: opens the pay page that a link leads to, and pays, as a browser would."""

import html.parser
import urllib.parse

from .programs import DIRECT


class Form(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.action = None
        self.fields = {}

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == 'form':
            self.action = attributes.get('action') or ''
        elif tag == 'button' and attributes.get('name'):
            # The first one is what Enter presses.
            self.fields.setdefault(attributes['name'], attributes.get('value', ''))
        elif tag == 'input' and attributes.get('name'):
            if attributes.get('type') in ('radio', 'checkbox') and 'checked' not in attributes:
                return
            self.fields[attributes['name']] = attributes.get('value', '')


def pay(address, fill=None):
    """The customer: opens the pay page, and presses its button as a browser would. Returns the page after it."""
    with DIRECT.open(address, timeout=10) as reply:
        page = reply.read().decode()
    form = Form()
    form.feed(page)
    if form.action is None:
        raise AssertionError(f'no form on the pay page: {page[:300]}')
    fields = {**form.fields, **(fill or {})}
    request = urllib.request.Request(urllib.parse.urljoin(address, form.action), method='POST',
                                     data=urllib.parse.urlencode(fields).encode())
    with DIRECT.open(request, timeout=10) as reply:
        return reply.read().decode()
