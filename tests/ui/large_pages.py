#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One page of each kind, from pages.py: to be walked in each language with the largest text; see test-fit.py."""

import sys

import pages

SHOWN = ['welcome', 'connect', 'list-empty', 'list', 'filter', 'link-sent-to', 'edit', 'new-link', 'list-filtered',
         'preferences', 'preferences-end', 'shortcuts']
PAGES = {name: pages.PAGES[name] for name in SHOWN}

STAGE = pages.STAGE
NOT_OURS = pages.NOT_OURS
PASSING = pages.PASSING

if __name__ == '__main__':
    sys.exit(pages.main(PAGES, STAGE))
