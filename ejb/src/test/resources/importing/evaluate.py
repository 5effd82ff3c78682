"""Tells of each address on standard input whether a list lets it relay: 1 or 0, a line each.

Usage: evaluate.py FORMAT FILE. Written without looking at the importers, by the formats' own
documentation, and slow on purpose: it goes through the list for each address.
"""

import csv
import ipaddress
import re
import sys
import xml.etree.ElementTree


def net(text):
    n = ipaddress.ip_network(text, strict=False)
    return n.version, int(n[0]), int(n[-1])


def between(first, last):
    a, b = ipaddress.ip_address(first), ipaddress.ip_address(last)
    return a.version, int(a), int(b)


def exchange(text):
    rules = []
    for word in re.sub(r"[{}\",]", " ", text).split():
        masked = re.fullmatch(r"(.*)\((.*)\)", word)
        if masked:
            rules.append((net(masked[1] + "/" + masked[2]), True))
        elif "-" in word:
            rules.append((between(*word.split("-")), True))
        else:
            rules.append((net(word), True))
    return rules, False


def exim(text):
    text = text.strip()
    separator = ":"
    if text.startswith("<"):
        separator, text = text[1], text[2:]
    hidden = text.replace(separator * 2, "\0")
    items = [i.replace("\0", separator).strip() for i in hidden.split(separator)]
    items = [i for i in items if i]
    rules = []
    for item in items:
        negated = item.startswith("!")
        pattern = item.lstrip("! ")
        if pattern == "*":
            rules += [(net("0.0.0.0/0"), not negated), (net("::/0"), not negated)]
        else:
            rules.append((net(pattern), not negated))
    return rules, bool(items) and items[-1].startswith("!")


def hmail(rows):
    rows = sorted(rows, key=lambda r: -int(r["Priority"]))
    return [
        (
            between(r["LowerIP"], r["UpperIP"]),
            int(r["Options"]) & 0b1 == 1
            and int(r["Options"]) >> 9 & 1 == 1
            and int(r["Options"]) >> 16 & 1 == 0,
        )
        for r in rows
    ], False


def hmail_xml(text):
    return hmail([e.attrib for e in xml.etree.ElementTree.fromstring(text).iter("SecurityRange")])


def hmail_csv(text):
    return hmail(list(csv.DictReader(text.splitlines())))


def pmail(text):
    rules = []
    for line in text.splitlines():
        words = line.split()
        action, kind, values = words[0], words[1], words[2:]
        if kind == "IP" and "*" in values[0]:
            where = between(values[0].replace("*", "0"), values[0].replace("*", "255"))
        elif kind == "IP":
            where = net(values[0])
        elif kind == "IPS":
            where = net("/".join(values))
        else:
            where = between(*values)
        rules.append((where, action == "PASS"))
    return rules, False


READERS = {
    "exchange": exchange,
    "exim": exim,
    "hmailserver-xml": hmail_xml,
    "hmailserver-csv": hmail_csv,
    "pmail": pmail,
}


def main():
    with open(sys.argv[2], encoding="utf-8") as file:
        rules, otherwise = READERS[sys.argv[1]](file.read())
    answers = []
    for line in sys.stdin:
        address = ipaddress.ip_address(line.strip())
        version, number = address.version, int(address)
        verdict = otherwise
        for (v, first, last), permit in rules:
            if v == version and first <= number <= last:
                verdict = permit
                break
        answers.append("1" if verdict else "0")
    print("\n".join(answers))


main()
