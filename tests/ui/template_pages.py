#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every page of templates, pictured one after the other; see tests/bed/shots."""

import re
import sys

from bed import Screen, key
from pages import Stage, main, page as add_page

PAGES = {}
MENU = 'New Link from Template'


def page(name):
    return add_page(name, PAGES)


def save(stage, name):
    form = stage.dialog('Save as Template')
    stage.fill(form, 'Name', name)
    form.find('push button', re.compile('^Save( Save)?$')).click()
    stage.dialog('New Link')


@page('templates-empty')
def _(stage):
    stage.try_out()
    stage.window.find('label', 'No Links Yet')
    Screen.settled()
    stage.menu(MENU, 'Templates…')
    stage.dialog('Templates').find('label', 'No Templates Yet')


@page('template-save')
def _(stage):
    stage.back()
    key('ctrl+n')
    form = stage.dialog('New Link')
    stage.fill(form, 'Amount', '25')
    stage.fill(form, 'Description', 'Haircut')
    form.find('push button', 'Save as Template…').click()
    stage.dialog('Save as Template')


@page('template-save-too-long')
def _(stage):
    form = stage.dialog('Save as Template')
    stage.fill(form, 'Name', 'x' * 61)
    form.find('push button', re.compile('^Save( Save)?$')).click()
    form.find('label', 'At most 60 characters')


@page('template-discard')
def _(stage):
    key('Escape')
    stage.app.node.find('label', 'Discard Template?')


@page('template-save-nameless')
def _(stage):
    stage.answer('Keep Editing')
    form = stage.dialog('Save as Template')
    stage.fill(form, 'Name', ' ')
    form.find('push button', re.compile('^Save( Save)?$')).click()
    form.find('label', 'Give it a name')


@page('template-replace')
def _(stage):
    save(stage, 'Haircut')
    form = stage.dialog('New Link')
    form.find('push button', 'Save as Template…').click()
    stage.fill(stage.dialog('Save as Template'), 'Name', 'Haircut')


@page('template-menu')
def _(stage):
    save(stage, 'A template with a name that is as long as names may be, 60')
    stage.back()
    stage.window.find('push button', MENU).click()
    stage.window.find('menu item', 'Haircut')


@page('template-form')
def _(stage):
    stage.window.find('menu item', 'Haircut').click()
    stage.dialog('New Link')


@page('templates')
def _(stage):
    stage.back()
    stage.menu(MENU, 'Templates…')
    stage.dialog('Templates').find('push button', 'Rename “Haircut”')


@page('template-rename')
def _(stage):
    stage.dialog('Templates').find('push button', 'Rename “Haircut”').click()
    stage.dialog('Rename Template')


@page('template-deleted')
def _(stage):
    key('Escape')
    form = stage.dialog('Templates')
    form.find('push button', 'Delete “Haircut”').click()
    form.find('push button', 'Undo')
    Screen.settled()


STAGE = Stage
NOT_OURS = set()
# The form below a question tells once more where its own keyboard was, and Tab does not go there.
PASSING = {'template-deleted', 'template-save-too-long', 'template-discard', 'template-save-nameless',
           'template-replace'}

if __name__ == '__main__':
    sys.exit(main(PAGES, Stage))
