#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual as one page for a browser, where no viewer of manuals reaches it: from a sandbox, or where none is installed.

    manual.py C FILE.html PAGE…
    manual.py --translated LANGUAGE FILE.html FILE.po PAGE…

Pages are Mallard, and of that what ours use; another element is an error, not left out.

Not `yelp-build html`: it makes a file for each page, a style sheet and two scripts beside them, 300 KiB for a language.
The portal through which a sandbox opens the manual hands the browser one file, whose links to the others would lead
nowhere; and yelp-xsl has no way to write all pages of a manual into one.
"""

import html
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

MALLARD = '{http://projectmallard.org/1.0/}'
# Of ours, and what it is in a browser; None: only what is in it.
BLOCKS = {'p': 'p', 'steps': 'ol', 'list': 'ul', 'item': 'li', 'note': 'aside', 'table': 'table', 'tr': 'tr',
          'td': 'td', 'section': 'section'}
SPANS = {'gui': 'b', 'guiseq': None, 'key': 'kbd', 'keyseq': None, 'em': 'em', 'code': 'code', 'input': 'code'}
BETWEEN = {'guiseq': ' ▸ ', 'keyseq': '+'}

STYLE = '''
:root { color-scheme: light dark; font: 1rem/1.55 "Adwaita Sans", Cantarell, sans-serif; }
body { max-width: 42rem; margin: 0 auto; padding: 1rem 1.5rem 6rem; }
h1 { font-size: 1.9rem; } h2 { margin-top: 3rem; font-size: 1.4rem; } h3 { margin-top: 2.2rem; } h4 { margin-bottom: 0; }
article { border-top: 1px solid #8886; margin-top: 2.5rem; }
a { color: #1c71d8; } @media (prefers-color-scheme: dark) { a { color: #78aeed; } }
kbd { border: 1px solid #8889; border-radius: 4px; padding: 0 .35em; font-size: .9em; }
aside { border-inline-start: 4px solid #e5a50a; padding: .1rem 1rem; background: #8881; border-radius: 4px; }
td { border-top: 1px solid #8884; padding: .1rem 1.5rem .1rem 0; vertical-align: top; } dt { font-weight: bold; }
'''


def tag(node):
    return node.tag.removeprefix(MALLARD)


def children(node, name):
    return [child for child in node if tag(child) == name]


def title_of(node):
    return next(title for title in children(node, 'title'))


class Manual:
    def __init__(self, files):
        self.pages = {}
        for file in files:
            root = ElementTree.parse(file).getroot()
            self.pages[root.get('id')] = root
        self.index = self.pages.pop('index')

    def ordered(self, section):
        """The pages that name this section as their guide; by what they are to be sorted by, or by their title."""
        found = []
        for name, page in self.pages.items():
            (info,) = children(page, 'info')
            if any(link.get('type') == 'guide' and link.get('xref') == f'index#{section}'
                   for link in children(info, 'link')):
                by = next((title.text for title in children(info, 'title') if title.get('type') == 'sort'), None)
                found.append((by or self.text(title_of(page)), name))
        return [name for _by, name in sorted(found)]

    def text(self, node):
        return ' '.join(''.join(node.itertext()).split())

    def inner(self, node, between=''):
        parts = [html.escape(node.text or '', quote=False)] if not between else []
        for number, child in enumerate(node):
            if between and number:
                parts.append(between)
            parts.append(self.element(child))
            if not between:
                parts.append(html.escape(child.tail or '', quote=False))
        return ''.join(parts)

    def element(self, node):
        name = tag(node)
        if name in ('info', 'title'):
            return ''
        if name == 'link':
            target = self.pages[node.get('xref')]
            return f'<a href="#{node.get("xref")}">{self.inner(node) or self.inner(title_of(target))}</a>'
        if name in SPANS:
            inner = self.inner(node, BETWEEN.get(name, ''))
            return f'<{SPANS[name]}>{inner}</{SPANS[name]}>' if SPANS[name] else inner
        if name == 'terms':
            return '<dl>' + ''.join(f'<dt>{self.inner(title_of(item))}</dt><dd>{self.inner(item)}</dd>'
                                    for item in children(node, 'item')) + '</dl>'
        if name not in BLOCKS:
            raise ValueError(f'nobody has said what <{name}> looks like in a browser')
        heading = ''.join(f'<h4>{self.inner(title)}</h4>' for title in children(node, 'title'))
        block = f'<{BLOCKS[name]}>{self.inner(node)}</{BLOCKS[name]}>'
        return block.replace('<section>', f'<section>{heading}', 1) if name == 'section' else heading + block

    def write(self, language):
        title = self.inner(next(one for one in children(self.index, 'title')))
        contents, articles, seen = [], [], set()
        for section in children(self.index, 'section'):
            names = self.ordered(section.get('id'))
            seen.update(names)
            heading = f'<h2>{self.inner(title_of(section))}</h2>'
            contents.append(heading + '<ul>' + ''.join(
                f'<li><a href="#{name}">{self.inner(title_of(self.pages[name]))}</a></li>' for name in names) + '</ul>')
            for name in names:
                page = self.pages[name]
                articles.append(f'<article id="{name}"><h2>{self.inner(title_of(page))}</h2>{self.inner(page)}</article>')
        if seen != self.pages.keys():
            raise ValueError(f'no section leads to {self.pages.keys() - seen}')
        return (f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
                '<meta name="viewport" content="width=device-width">\n'
                f'<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<nav>'
                + '\n'.join(contents) + '</nav>\n' + '\n'.join(articles) + '\n</body>\n</html>\n')


def translate(language, catalogue, files, folder):
    """The pages in that language, as gnome.yelp() makes them for viewers."""
    compiled = pathlib.Path(folder, 'manual.mo')
    subprocess.run(['msgfmt', '--output-file', compiled, catalogue], check=True)
    subprocess.run(['itstool', '--merge', compiled, '--lang', language, '--output', folder, *files], check=True)
    return [pathlib.Path(folder, pathlib.Path(file).name) for file in files]


def main():
    if sys.argv[1] == '--translated':
        language, target, catalogue, *files = sys.argv[2:]
        with tempfile.TemporaryDirectory() as folder:
            text = Manual(translate(language, catalogue, files, folder)).write(language)
    else:
        _c, target, *files = sys.argv[1:]
        text = Manual(files).write('en')
    pathlib.Path(target).write_text(text, encoding='utf-8')


main()
