#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is seen most, from pages.py: few enough to be walked in each language; see test-fit.py."""

import sys

import pages

SHOWN = ['welcome', 'connect', 'list-empty', 'list', 'search', 'list-views', 'list-sort', 'filter', 'filter-days',
         'list-filtered', 'view-save', 'link-open', 'link-paper', 'link-sent-to', 'edit', 'edit-end', 'switch-off',
         'new-link', 'new-link-filled', 'new-link-more', 'new-link-discard', 'share', 'hand-over', 'picks',
         'preferences', 'preferences-end', 'main-menu', 'account-menu', 'shortcuts']
PAGES = {name: pages.PAGES[name] for name in SHOWN}

STAGE = pages.STAGE
NOT_OURS = pages.NOT_OURS
PASSING = pages.PASSING

if __name__ == '__main__':
    sys.exit(pages.main(PAGES, STAGE))
