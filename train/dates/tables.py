#!/usr/bin/env python3
"""Scores `dateline extract` on tables of expressions of time and their values.

usage: tables.py [--bin PATH] [--language en] [--misses] RECOGNIZERS.jsonl CHRONO.jsonl DATEPARSER.jsonl

The tables are those of the Recognizers, chrono and dateparser test suites, one
JSON object a line; nothing of them is kept here. Scored are rows that tell
days: rows with times, durations or sets are left out. A row is right when
every expected expression is found with the days of any listed reading.
`literal` wants just the days of the table; `exact` takes the same meaning by
another convention, where libraries and TIMEX3 differ:

  units     what is counted in weeks, months or years ("two months ago") is the
            week, month or year that holds the table's day, as in TIMEX3
  ends      a range may end on the last day of the period whose first day the
            table gives ("2017 q1 to 2018 q1"), or on the day before the table's
  parts     no calendar bounds an early, middle or late part ("late July"): it
            may be shorter or longer than the table's when it shares a bound
  weekdays  last, previous, next and following count from today or from the week
  mods      "more than", "less than", "as early as" leave TIMEX3's value as it
            is: the day itself for a span that begins or ends there
  past      weekdays and days without a year that the table puts into the
            future may be the past ones

English that is not that of the United States is read as from a British page.
A negative row is right when nothing is found.
"""
import argparse
import collections
import datetime
import json
import re
import subprocess

NAMES = {"en": ("English", "EnglishOthers"), "fr": ("French",), "de": ("German",), "es": ("Spanish",),
         "ar": ("Arabic",), "zh": ("Chinese",), "it": ("Italian",), "pt": ("Portuguese",), "nl": ("Dutch",)}
DAY = datetime.timedelta(days=1)
# What tells that a row of dateparser, which names no language, is of one.
DATEPARSER_WORDS = {
    "en": "years? months? weeks? days? decades? ago in yesterday today tomorrow a an one two three four five and last next"
          " jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september"
          " october november december mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday"
          " saturday sunday st nd rd th of the on the day before after from now time",
    "fr": "ans? années? mois semaines? jours? il y a en dans hier aujourd hui demain un une et janvier février mars avril"
          " mai juin juillet août septembre octobre novembre décembre janv févr sept oct nov déc lundi mardi mercredi jeudi"
          " vendredi samedi dimanche le du",
    "de": "jahre?n? monate?n? wochen? tage?n? vor in gestern heute morgen vorgestern übermorgen einem? einer einen und januar"
          " februar märz april mai juni juli august september oktober november dezember montag dienstag mittwoch donnerstag"
          " freitag samstag sonntag der den",
    "es": "años? mes meses semanas? días? hace en dentro de ayer hoy mañana un una y enero febrero marzo abril mayo junio"
          " julio agosto septiembre octubre noviembre diciembre lunes martes miércoles jueves viernes sábado domingo anteayer",
}


# Words of parts that no calendar bounds.
PARTS = {
    "en": "early|late|mid|start|beginning|opening|end|middle|close|earlier|later|rest|remainder",
    "fr": "début|fin|mi|milieu|courant",
    "de": "anfang|mitte|ende|früh|spät",
    "es": "principios?|comienzos?|inicios?|mediados|finales|fin|final|resto|más|mas",
}
# Words that make a weekday one of last or next week, or the nearest.
RELATED = {
    "en": "last|previous|past|next|following|coming|upcoming|this",
    "fr": "dernière?|passée?|prochaine?|suivante?|précédente?|ce",
    "de": "letzte[nrms]?|vorige[nrms]?|vergangene[nrms]?|nächste[nrms]?|kommende[nrms]?|folgende[nrms]?|diese[nrms]?",
    "es": "pasad[oa]|últim[oa]|próxim[oa]|siguiente|que viene|anterior|previo|este",
}
# Words that TIMEX3 keeps apart from values.
MODS = r"\b(?:more than|less than|as early as|as late as)\b"
# Words of expressions that are counted from a day, and so have one reading.
COUNTED = "ago|later|next|last|from|within|in \\d+|before|after|yesterday|tomorrow|today|heute|gestern|morgen|vor|il y a|hace"


def day(text):
    try:
        return datetime.date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def recognizers(path, language):
    for line in open(path, encoding="utf8"):
        row = json.loads(line)
        if row["lang"] not in NAMES[language]:
            continue
        if row["ref"] is None and row["expected"] and not tells_years(row):
            continue  # The table does not say from which day it is counted.
        kinds = {expected["type"] for expected in row["expected"]}
        if not kinds <= {"date", "daterange"}:
            continue
        wanted = []
        for expected in row["expected"]:
            readings = []
            for value in expected["values"] or []:
                if not isinstance(value, dict):
                    continue
                if "start" in value or "end" in value:
                    readings.append((day(value.get("start")), day(value.get("end")), "range"))
                elif day(value.get("value")):
                    readings.append((day(value["value"]),) * 2 + ("day",))
            start, end = expected.get("start"), expected.get("end")
            span = (0, len(row["input"])) if start is None or end is None else (start, end + 1)
            wanted.append((*span, readings))
        group = "negative" if not kinds else "range" if "daterange" in kinds else "day"
        if not kinds or all(readings for *_, readings in wanted):
            yield group, row["input"], (row["ref"] or "2016-11-07")[:10], wanted, row["lang"].endswith("Others")


def tells_years(row):
    """Tells whether the text itself names the years of the days that are expected."""
    named = {int(year) + more for year in re.findall(r"\d{4}", row["input"]) for more in (0, 1)}
    values = [value for expected in row["expected"] for value in expected["values"] or [] if isinstance(value, dict)]
    days = [day(value.get(key)) for value in values for key in ("start", "end", "value")]
    return all(one is None or one.year in named for one in days)


def chrono(path, language):
    for line in open(path, encoding="utf8"):
        row = json.loads(line)
        if row["lang"] != language or not row["input"]:
            continue
        ref = row["ref"] or ""
        ref = day(ref) or next((datetime.datetime.strptime(ref, f).date() for f in ("%a %b %d %Y",) if matches(ref, f)), None)
        if row["negative"]:
            yield ("strict negative" if "strict" in row["parser"] else "negative"), row["input"], str(ref or "2012-08-10"), []
            continue
        start, end = row["start"] or {}, row["end"] or {}
        if "hour" in start or "hour" in end or "minute" in start or not {"year", "month"} <= set(start):
            continue
        if re.search(r"\d:\d|\bBE\b|hour|minute|\d ?[ap]m\b", row["input"]) or (ref is None and not re.search(r"\d{4}", row["input"])):
            continue
        try:
            first = datetime.date(start["year"], start["month"], start.get("day", 1))
            last = datetime.date(end["year"], end["month"], end.get("day", 1)) if {"year", "month"} <= set(end) else first
        except ValueError:
            continue
        if "GB" in row["parser"]:
            continue
        whole = "day" not in start
        kind = "from" if whole or (start.get("day") == 1 and last == first and not re.search(r"\b0?1(st|er|\.|\b)", row["input"])) else "day"
        readings = [(first, last, "span" if end else kind)]
        if not end and not re.search(r"\d{4}|\b(%s)\b" % COUNTED, row["input"], re.I):
            # The issue lets bare weekdays and days without a year resolve to the past.
            readings += [(a, a, kind) for a in (first - 7 * DAY, year_before(first))]
        yield ("range" if end else "day"), row["input"], str(ref or "2012-08-10"), [(0, len(row["input"]), readings)]


def year_before(first):
    return first.replace(year=first.year - 1, day=min(first.day, 28) if first.month == 2 else first.day)


def matches(text, form):
    try:
        return bool(datetime.datetime.strptime(text, form))
    except ValueError:
        return False


def dateparser(path, language):
    known = re.compile(r"(?:%s)$" % "|".join(DATEPARSER_WORDS.get(language, "-").split()), re.I)
    now = datetime.date(2012, 11, 13)
    for line in open(path, encoding="utf8"):
        row = json.loads(line)
        words = re.findall(r"[^\W\d_]+", row["input"])
        if not words or not all(known.match(word) for word in words):
            continue
        if row["set"] == "absolute":
            if len(row["value"]) == 3 and re.search(r"\d{4}", row["input"]):
                yield "day", row["input"], str(now), [(0, len(row["input"]), [(datetime.date(*row["value"]),) * 2 + ("day",)])]
            continue
        delta = row["delta"]
        pointed = re.search(r"\b(ago|in|yesterday|today|tomorrow|last|next|before|il y a|dans|hier|demain|vor|gestern|heute|morgen"
                            r"|hace|en|dentro|ayer|hoy|mañana|anteayer|from now)\b|aujourd", row["input"], re.I)
        if not pointed or not set(delta) <= {"years", "months", "weeks", "days"} or any(n != int(n) for n in delta.values()):
            continue
        sign = -1 if row["direction"] == "ago" else 1
        try:
            there = moved(now, delta, sign)
        except (ValueError, OverflowError):
            continue
        yield "day", row["input"], str(now), [(0, len(row["input"]), [(there, there, "day")])]


def moved(now, delta, sign):
    months = now.year * 12 + now.month - 1 + sign * int(delta.get("years", 0) * 12 + delta.get("months", 0))
    there = datetime.date(months // 12, months % 12 + 1, min(now.day, 28))
    return there + sign * DAY * int(delta.get("weeks", 0) * 7 + delta.get("days", 0))


def last_of(first):
    """The last days of the periods that begin with `first`: a range may end with such a period's start."""
    ends = [first, first + 6 * DAY]
    if first.day == 1:
        ends.append((first.replace(day=28) + 4 * DAY).replace(day=1) - DAY)
        if first.month % 3 == 1:
            ends.append((first.replace(month=first.month + 2, day=28) + 4 * DAY).replace(day=1) - DAY)
        if first.month == 1:
            ends.append(first.replace(month=12, day=31))
    return ends


def fits(found, reading):
    first, last, kind = reading
    start, end = day(found["from"]), day(found["to"])
    if kind == "day":
        return start == end == first
    if kind == "span":
        return start == first and end in last_of(last)
    if kind == "from":
        return start == first and (end == last or last == first)
    ends = [None] if last is None else [last - DAY, *last_of(last)]
    starts = [None] if first is None else [first, first - DAY, first + DAY]
    return start in starts and end in ends


def agrees(found, reading, text, language):
    """Tells whether a convention of those listed above makes the days found those of the reading."""
    first, last, kind = reading
    start, end = day(found["from"]), day(found["to"])
    year_ago = lambda date: date and year_before(date)
    if not re.search(r"\d{4}", text) and fits(found, (year_ago(first), year_ago(last), kind)):
        return True
    if re.search(MODS, text, re.I) and start and (start == end or last is None):
        if start in (first, last) or last and last - DAY == start:
            return True
    says = lambda words: re.search(rf"\b(?:{words[language]})", found["text"], re.I) if language in words else None
    if kind in ("day", "from") and start and end and first:
        units = found["precision"] in ("week", "month", "year", "decade") and start <= first <= end
        weekday = start == end and abs(start - first) == 7 * DAY and says(RELATED)
        if units or weekday:
            return True
    if kind == "range" and last:
        last -= DAY
    if kind == "from" and first == last:
        last = last_of(first)[2] if first.day == 1 else first
    return bool(says(PARTS)) and shares_bound((start, end), (first, last))


def shares_bound(one, other):
    """Tells whether of two spans one holds the other and both begin or end alike; open ends differ by a month at most."""
    (a, b), (c, d) = one, other
    if (a is None) != (c is None) or (b is None) != (d is None):
        return False
    near = lambda x, y: x == y or x is None or abs(x - y) <= DAY
    if near(a, c) and near(b, d):
        return True
    if None in (a, b):
        return abs((a or b) - (c or d)) <= 31 * DAY
    return (near(a, c) or near(b, d)) and (a <= c and d <= b or c <= a and b <= d)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--bin", default="target/release/dateline")
    arguments.add_argument("--language", default="en", choices=sorted(NAMES))
    arguments.add_argument("--misses", action="store_true")
    arguments.add_argument("tables", nargs=3, metavar="TABLE")
    options = arguments.parse_args()
    rows = []
    for name, table, path in zip(("recognizers", "chrono", "dateparser"), (recognizers, chrono, dateparser), options.tables):
        rows += [(name, *row) for row in table(path, options.language)]
    british = {"url": "https://example.co.uk/"}
    documents = [json.dumps({"id": str(i), "text": text, "published": ref, "language": options.language, **(british if others else {})})
                 for i, (_, _, text, ref, _, *others) in enumerate(rows) for others in [any(others)]]
    run = subprocess.run([options.bin, "extract", "-"], input="\n".join(documents) + "\n", capture_output=True, text=True, check=True)
    count = collections.Counter()
    for (table, group, text, ref, wanted, *_), line in zip(rows, run.stdout.splitlines()):
        found = json.loads(line)["dates"]
        near = lambda span: [date for date in found if date["start"] < span[1] and span[0] < date["end"]]
        if "negative" in group:
            literal = exact = not found
        else:
            told = lambda judge: all(any(judge(date, reading) for date in near(span) for reading in span[2]) for span in wanted)
            literal = told(fits)
            exact = literal or told(lambda date, reading: fits(date, reading) or agrees(date, reading, text, options.language))
        of_days = () if "negative" in group else (("all", "days and ranges"),)
        for key in ((table, group), ("all", group), *of_days):
            count[key, "n"] += 1
            count[key, "literal"] += literal
            count[key, "exact"] += exact
        if options.misses and not exact:
            told = [(date["text"], date["from"], date["to"]) for date in found]
            print(f"{table} {group} | {ref} | {text!r} | found {told} | want {[[tuple(map(str, r)) for r in w[2]] for w in wanted]}")
    for key in sorted({key for key, _ in count}):
        n = count[key, "n"]
        print(f"{options.language} {key[0]:12} {key[1]:16} exact {count[key, 'exact'] / n:.3f}  literal {count[key, 'literal'] / n:.3f}  of {n}")


if __name__ == "__main__":
    main()
