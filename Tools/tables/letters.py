#!/usr/bin/env python3
"""Letters outside the SEPA character set and what stands for them, from Python's Unicode data.

    python3 Tools/tables/letters.py

Latin letters lose their marks by canonical and compatibility decomposition (Unicode, NFKD);
letters without a decomposition, Greek (ELOT 743 by letter) and Cyrillic (the Bulgarian law on
transliteration of 2009, ISO 9's neighbours for the rest) stand in the tables below.
"""

import unicodedata

from tables import write

SEPA = set(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-?:().,'+ "
)
WITHOUT_MARKS = {
    "ß": "ss", "ẞ": "SS", "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Ø": "O", "ø": "o",
    "Đ": "D", "đ": "d", "Ð": "D", "ð": "d", "Þ": "TH", "þ": "th", "Ł": "L", "ł": "l",
    "Ħ": "H", "ħ": "h", "ı": "i", "Ŋ": "N", "ŋ": "n", "ĸ": "k", "Ŧ": "T", "ŧ": "t",
    "Ə": "A", "ə": "a", "ƒ": "f",
}
GREEK = dict(zip(
    "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
    "A V G D E Z I TH I K L M N X O P R S T Y F CH PS O".split(),
))
CYRILLIC = dict(zip(
    "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЮЯЫЭЁЄІЇҐЂЈЉЊЋЏЃЌЎЅ",
    "A B V G D E ZH Z I Y K L M N O P R S T U F H TS CH SH SHT A Y YU YA Y E E YE I I G D J LJ NJ "
    "C DZ G K U DZ".split(),
))
SIGNS = {
    "&": "+", "_": "-", "@": "(at)", "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-",
    "−": "-", "‘": "'", "’": "'", "‚": ",", "‛": "'", "`": "'", "´": "'", "ʹ": "'", "…": "...",
    "\u00a0": " ", "\t": " ", "€": "EUR", "£": "GBP", "$": "USD", "¥": "JPY", "[": "(", "]": ")",
    "{": "(", "}": ")", "\\": "/", "|": "/", ";": ",",
}

table = dict(SIGNS)
for code in [*range(0xA0, 0x250), *range(0x1E00, 0x1F00)]:
    letter = chr(code)
    text = WITHOUT_MARKS.get(letter) or "".join(
        part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part)
    )
    text = "".join(WITHOUT_MARKS.get(part, part) for part in text).replace("\u2044", "/")
    if letter.isalnum() and letter not in table and text and set(text) <= SEPA:
        table[letter] = text
for script in (GREEK, CYRILLIC):
    for letter, text in script.items():
        table[letter] = text
        table[letter.lower()] = text.lower()
table["ς"] = "s"
for code in [*range(0x370, 0x400), *range(0x1F00, 0x2000), *range(0x400, 0x530)]:
    letter = chr(code)
    base = unicodedata.normalize("NFD", letter)[0]
    if letter not in table and base in table and letter.isalpha():
        table[letter] = table[base]
rows = sorted((f"{ord(letter):04X}", text) for letter, text in table.items() if text != "/" or letter in "\\|")
rows = [(code, text.replace("|", "/")) for code, text in rows]
write("LetterTable", "Unicode scalar in hexadecimal, what stands for it.", rows, "letters.py")
