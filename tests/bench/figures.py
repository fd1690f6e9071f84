# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures beside their floors: medians of pairs that were measured one after the other, and what is wanted."""

import json
import os
import statistics


class Series:
    """Every figure of a run by name; the values of a name are in the order of the rounds."""

    def __init__(self):
        self.values = {}

    def add(self, prefix, figures):
        for name, value in figures.items():
            self.values.setdefault(f'{prefix}.{name}', []).append(value)

    def get(self, name):
        return self.values.get(name, [])


def median(values):
    return statistics.median(values) if values else None


class Row:
    """One line of the table. With a floor the target is a ratio; without, a value in the unit."""

    def __init__(self, target, what, unit, ours, floor=None, most=None, least=None):
        self.target = target
        self.what = what
        self.unit = unit
        self.ours = ours
        self.floor = floor
        self.most = most
        self.least = least

    def judge(self, series):
        ours, floor = series.get(self.ours), series.get(self.floor) if self.floor else []
        ratios = [a / b for a, b in zip(ours, floor) if b]
        compared = median(ratios) if self.floor else median(ours)
        if compared is None:
            verdict = 'not measured'
        elif self.most is None and self.least is None:
            verdict = ''
        else:
            good = (self.most is None or compared <= self.most) and (self.least is None or compared >= self.least)
            verdict = 'pass' if good else 'FAIL'
        return {
            'target': self.target,
            'what': self.what,
            'unit': self.unit,
            'ours': median(ours),
            'floor': median(floor),
            'ratio': median(ratios),
            'spread': [min(ratios), max(ratios)] if ratios else [min(ours), max(ours)] if ours else None,
            'limit': self.limit(),
            'rounds': len(ratios) if self.floor else len(ours),
            'verdict': verdict,
        }

    def limit(self):
        sign, bound = ('≤', self.most) if self.most is not None else ('≥', self.least)
        if bound is None:
            return ''
        return f'{sign} {bound:g} ×' if self.floor else f'{sign} {bound:g} {self.unit}'.rstrip()


def show(value, digits=None):
    if value is None:
        return '–'
    if digits is None:
        digits = 0 if value >= 1000 else 1 if value >= 10 else 2
    return f'{value:,.{digits}f}'


def table(rows, series):
    judged = [row.judge(series) for row in rows]
    header = ['', 'what', 'ours', 'floor', 'ratio', 'from–to', 'target', 'n', '']
    lines = [header]
    for figure in judged:
        spread = figure['spread']
        lines.append([figure['target'], figure['what'], f'{show(figure["ours"])} {figure["unit"]}'.rstrip(),
                      show(figure['floor']), show(figure['ratio'], 2),
                      f'{show(spread[0])}–{show(spread[1])}' if spread else '–',
                      figure['limit'], str(figure['rounds']), figure['verdict']])
    widths = [max(len(line[i]) for line in lines) for i in range(len(header))]
    lines.insert(1, ['-' * width for width in widths])
    text = '\n'.join('  '.join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines)
    return judged, text


def write_json(path, judged, series, about):
    with open(path, 'w', encoding='utf-8') as file:
        json.dump({'about': about, 'figures': judged, 'samples': series.values}, file, indent=1, ensure_ascii=False)
        file.write('\n')


def machine():
    """What a reader needs to know before believing a figure."""
    return {'cpus': len(os.sched_getaffinity(0)), 'load': round(os.getloadavg()[0], 2)}
