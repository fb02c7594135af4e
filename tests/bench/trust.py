#!/usr/bin/env python3
"""What happens when things go wrong: kills, full disks, damage, two writers.

    cargo build --release --bins --examples
    tests/bench/trust.py [--release DIR] [--seed N] [--kills N] [--only TRIAL]...

Runs the program on invented articles (`examples/invent`) and does to it what
must never cost an answer. Prints a table of the trials, how many tries each
had and how many failed, and each failure; the exit status is 1 when there is
one. A trial that this machine cannot run says why: full disks need the right
to mount, sockets need strace or a network namespace.

What must hold: an index opens after a kill at any moment, and the next run
makes of it what a run without a kill would have made; whatever is damaged,
full or locked is one clear line and exit status 2, or the right answer; no
command opens a socket.
"""

import argparse
import collections
import json
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
CORPUS = HERE.parent.parent / "sample_corpus"
ARTICLES, A_FILE = 600, 10
# The program's own faults, which no damage excuses.
FAULTS = ("fault of Dateline", "panicked at", "RUST_BACKTRACE")


class Skipped(Exception):
    """This machine cannot run the trial."""


class Failed(Exception):
    """Something that must hold did not."""


def must(holds, what):
    if not holds:
        raise Failed(what)


class Trials:
    """The program, a folder to work in, and two states of one archive."""

    def __init__(self, release, work, seed):
        self.dateline, self.work, self.random = release / "dateline", work, random.Random(seed)
        self.struck = 0
        lines = work / "articles.jsonl"
        subprocess.run([release / "examples" / "invent", str(ARTICLES), CORPUS, "--texts", lines], check=True)
        self.before, self.after = work / "before", work / "after"
        articles = lines.read_text(encoding="utf-8").splitlines(keepends=True)
        files = [articles[at : at + A_FILE] for at in range(0, len(articles), A_FILE)]
        for folder in (self.before, self.after):
            folder.mkdir()
            shutil.copytree(CORPUS, folder / "corpus")
        for number, lines_of in enumerate(files):
            # Of the later state, some files are new, some changed, some gone.
            kind = number % 4
            if kind != 0:
                (self.before / f"{number}.jsonl").write_text("".join(lines_of), encoding="utf-8")
            if kind != 1:
                kept = lines_of[: A_FILE // 2] if kind == 2 else lines_of
                (self.after / f"{number}.jsonl").write_text("".join(kept), encoding="utf-8")
        self.clean = {}
        for folder in (self.before, self.after):
            start = time.monotonic()
            self.ok("index", folder)
            self.clean[folder] = (self.state(folder), time.monotonic() - start)

    def call(self, *arguments, **options):
        """Runs a command; returns exit status, stdout and stderr."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
        done = subprocess.run([str(part) for part in (self.dateline, *arguments)], capture_output=True, text=True,
                              encoding="utf-8", errors="replace", timeout=300, env=environment, **options)
        return done.returncode, done.stdout, done.stderr

    def ok(self, *arguments):
        """The output of a command that must not fail."""
        status, out, err = self.call(*arguments)
        must(status in (0, 1), f"{' '.join(map(str, arguments))} ends with {status}: {err.strip()}")
        return out

    def refused(self, *arguments):
        """What a command says that must fail in an orderly way."""
        status, _, err = self.call(*arguments)
        must(status == 2 and not any(fault in err for fault in FAULTS),
             f"{' '.join(map(str, arguments))} ends with {status}: {err.strip()}")
        lines = [line for line in err.splitlines() if line.startswith("dateline: ")]
        must(len(lines) == 1, f"one line says what is wrong: {err.strip()}")
        return err

    def state(self, folder, *more):
        """What an index answers: its counts, all its events, all its articles."""
        asked = ("-a", folder, *more)
        stats = json.loads(self.ok("stats", "--format", "json", *asked))
        # Merging segments changes what an index takes, and the name of its state.
        counts = {name: value for name, value in stats.items() if name not in ("bytes", "state")}
        events = sorted(self.ok("events", "--status", "any", "--limit", "all", "--format", "jsonl", *asked).splitlines())
        articles = sorted(json.loads(line)["id"] for line in self.ok("export", "*", *asked).splitlines())
        return counts, events, articles

    def fresh(self, folder, name="trial"):
        """A copy of an archive with its index."""
        copy = self.work / name
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(folder, copy, symlinks=True)
        return copy

    def turned(self, name="trial"):
        """The earlier archive with its index, in which the files have become those of the later one."""
        copy = self.fresh(self.after, name)
        shutil.rmtree(copy / ".dateline")
        shutil.copytree(self.before / ".dateline", copy / ".dateline")
        return copy

    def killed(self, longest, *arguments):
        """Kills a command at a moment between its start and its usual end; counts those that were still running."""
        child = subprocess.Popen([str(part) for part in (self.dateline, *arguments)], stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
        try:
            child.wait(self.random.uniform(0, longest))
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            child.wait()
            self.struck += 1

    def usual(self, *arguments):
        """The seconds that a command takes."""
        start = time.monotonic()
        self.ok(*arguments)
        return time.monotonic() - start

    def opens(self, folder):
        """The index opens and answers of one state, whatever that is."""
        found = json.loads(self.ok("search", "*", "--format", "json", "--facet", "source:1000", "--limit", "all", "-a", folder))
        of_one_state(found)

    # The trials: each yields its tries as functions, which raise what failed.

    def kills_of_index(self, count):
        folder, longest = self.fresh(self.after), self.clean[self.after][1]
        for _ in range(count):
            def one():
                shutil.rmtree(folder / ".dateline", ignore_errors=True)
                self.killed(longest, "index", folder)
                self.opens(folder)
                self.ok("index", folder)
                must(self.state(folder) == self.clean[self.after][0], "the next run does not complete it")
            yield one

    def kills_of_reindexing(self, count):
        longest = self.usual("index", self.turned())
        for _ in range(count):
            def one():
                folder = self.turned()
                self.killed(longest, "index", folder)
                self.opens(folder)
                self.ok("index", folder)
                must(self.state(folder) == self.clean[self.after][0], "the next run does not complete it")
            yield one

    def kills_of_rebuild(self, count):
        folder = self.fresh(self.after)
        longest = self.usual("index", "--rebuild", folder)
        for number in range(count):
            def one():
                self.killed(longest, "index", "--rebuild", folder)
                must(self.state(folder) == self.clean[self.after][0], "the index before does not answer")
                self.ok("index", *(["--rebuild"] if number % 2 else []), folder)
                must(self.state(folder) == self.clean[self.after][0], "the next run does not complete it")
                left = sorted(path.name for path in (folder / ".dateline").iterdir() if path.name.startswith("index"))
                must(left == ["index"], f"left behind: {left}")
            yield one

    def corrections(self):
        """Corrections that fit the archive, each with what it is written as."""
        people = [json.loads(line) for line in self.ok("export", "--unit", "entities", "-a", self.after).splitlines()]
        ids = [person["id"] for person in people if person["kind"] == "person"]
        self.random.shuffle(ids)
        return [("correct", "rename", id, f"Renamed {number}") for number, id in enumerate(ids[:20])]

    def kills_of_corrections(self, count):
        wanted = self.corrections()
        folder = self.fresh(self.after)
        longest = self.usual(*wanted[0], "-a", folder)
        self.ok("correct", "undo", "-a", folder)
        file = folder / ".dateline" / "corrections.toml"
        expected = self.fresh(self.after, "corrected")
        for correction in wanted:
            self.ok(*correction, "-a", expected)
        corrected = self.state(expected)
        for number in range(count):
            def one():
                before = file.read_text() if file.exists() else ""
                self.killed(longest, *wanted[number % 20], "-a", folder)
                after = file.read_text() if file.exists() else ""
                whole = after in (before, before + after[len(before):]) and after.count("[[") - before.count("[[") in (0, 1)
                must(whole, "the corrections are neither those before nor those after")
                self.opens(folder)
                # Done or not, saying it again makes it so.
                self.call(*wanted[number % 20], "-a", folder)
                if number == count - 1:
                    for correction in wanted:
                        self.call(*correction, "-a", folder)
                    must(self.state(folder) == corrected, "the corrections are not those of a run without kills")
            yield one

    def kills_of_exports(self, count):
        folder, out = self.fresh(self.after), self.work / "out"
        formats = ("jsonl", "csv", "xlsx", "parquet")
        for number in range(count):
            def one():
                shutil.rmtree(out, ignore_errors=True)
                out.mkdir()
                path = out / f"all.{formats[number % 4]}"
                path.write_text("what was there before")
                asked = ("export", "*", "-o", path, "-a", folder)
                longest = self.usual("export", "*", "-o", self.work / f"usual.{formats[number % 4]}", "-a", folder)
                self.killed(longest, *asked)
                whole = (self.work / f"usual.{formats[number % 4]}").read_bytes()
                must(path.read_bytes() in (b"what was there before", whole), "half a file bears the name of a whole one")
                self.ok(*asked)
                must(path.read_bytes() == whole, "the next export is another")
                must(sorted(os.listdir(out)) == [path.name], f"left behind: {os.listdir(out)}")
            yield one

    def full_disks(self, count):
        disk = self.work / "disk"
        disk.mkdir(exist_ok=True)
        if os.name != "posix" or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", disk],
                                                capture_output=True).returncode:
            raise Skipped("no right to mount a small file system")
        index = disk / "index"
        filler = disk / "filler"
        folder = self.fresh(self.after)

        def fill(left):
            free = shutil.disk_usage(disk).free
            with open(filler, "wb") as file:
                file.write(bytes(max(0, free - left)))

        def begin():
            filler.unlink(missing_ok=True)
            shutil.rmtree(index, ignore_errors=True)
            shutil.copytree(self.before / ".dateline", index)

        def in_order(arguments):
            status, _, err = self.call(*arguments)
            must(status in (0, 1, 2) and not any(fault in err for fault in FAULTS), f"{status}: {err.strip()}")
            must(status != 2 or err.count("dateline: ") == 1, f"one line says what is wrong: {err.strip()}")
            return status

        def indexing():
            begin()
            fill(self.random.choice([0, 4096, 1 << 16, 1 << 18, 1 << 19, 1 << 20, 1 << 21]))
            in_order(("index", folder, "--index", index))
            self.ok("search", "*", "-a", folder, "--index", index)
            filler.unlink()
            self.ok("index", folder, "--index", index)
            must(self.state(folder, "--index", index) == self.clean[self.after][0], "the next run does not complete it")

        def correcting():
            shutil.rmtree(index, ignore_errors=True)
            filler.unlink(missing_ok=True)
            shutil.copytree(self.after / ".dateline", index)
            wanted = self.corrections()
            self.ok(*wanted[0], "-a", folder, "--index", index)
            before = (index / "corrections.toml").read_text()
            fill(self.random.choice([0, 4096, 1 << 16, 1 << 18]))
            status = in_order((*wanted[1], "-a", folder, "--index", index))
            after = (index / "corrections.toml").read_text()
            must(after.startswith(before) and (after != before) == (status == 0), "a correction is half kept")
            self.ok("search", "*", "-a", folder, "--index", index)
            filler.unlink()
            self.call(*wanted[1], "-a", folder, "--index", index)
            must((index / "corrections.toml").read_text().count("[[") == 2, "the correction cannot be made afterwards")

        def saving():
            begin()
            asked = ("-a", folder, "--index", index)
            self.ok("index", *asked)
            self.ok("search", "the", "--save", "first", *asked)
            fill(0)
            in_order(("search", "talks", "--save", "second", *asked))
            in_order(("news", "--since-last", *asked))
            filler.unlink()
            must("first" in (index / "queries.toml").read_text(), "a saved query is lost")
            self.ok("news", "first", *asked)

        def exporting():
            filler.unlink(missing_ok=True)
            shutil.rmtree(index, ignore_errors=True)
            path = disk / "all.jsonl"
            path.write_text("what was there before")
            fill(self.random.choice([0, 4096, 1 << 16]))
            status = in_order(("export", "*", "-o", path, "-a", folder))
            must(status == 2 and path.read_text() == "what was there before", "a file that is not whole")
            filler.unlink()
            must(sorted(os.listdir(disk)) == [path.name], f"left behind: {os.listdir(disk)}")
            path.unlink()

        try:
            for number in range(count):
                yield (indexing, correcting, exporting, saving)[number % 4]
        finally:
            subprocess.run(["umount", disk], check=True)

    def clocks(self, _):
        folder = self.fresh(self.after)
        moments = (0, 1, 4102444800, 2**31 + 10, 2**33)

        def times():
            for number, path in enumerate(sorted(folder.glob("*.jsonl"))):
                os.utime(path, (moments[number % len(moments)],) * 2)
            said = self.ok("index", folder)
            must("0 new, 0 changed, 0 moved, 0 removed" in said, f"times alone change nothing: {said}")
            must(self.state(folder) == self.clean[self.after][0], "other times, other answers")

        def back():
            path = sorted(folder.glob("*.jsonl"))[0]
            was, text = path.stat(), path.read_text(encoding="utf-8")
            path.write_text(text.replace(" the ", " teh "), encoding="utf-8")
            os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
            said = self.ok("index", folder)
            must("1 changed" in said, f"a change under an old time is seen: {said}")
            path.write_text(text, encoding="utf-8")
            os.utime(path, (0, 0))
            self.ok("index", folder)
            must(self.state(folder) == self.clean[self.after][0], "other times, other answers")

        def future():
            """The program's own clock, where `faketime` can move it."""
            if not shutil.which("faketime"):
                raise Skipped("files of 1970 and 2242 only; `faketime`, which moves the program's own clock, is not installed")
            for moment in ("1971-01-01", "2099-12-31"):
                for command in (("index", folder), ("search", "talks published:<=2024", "-a", folder)):
                    subprocess.run(["faketime", moment, self.dateline, *command], check=True, capture_output=True)
            must(self.state(folder) == self.clean[self.after][0], "other clocks, other answers")

        yield from (times, back, future)

    def two_writers(self, count):
        for number in range(count):
            def indexing():
                folder = self.turned()
                first = subprocess.Popen([self.dateline, "index", *(["--rebuild"] if number % 2 else []), folder],
                                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                lock = folder / ".dateline" / "writer.lock"
                while first.poll() is None and (not lock.exists() or lock.read_text() != str(first.pid)):
                    time.sleep(0.001)
                if first.poll() is None:
                    said = self.refused("index", folder)
                    must(f"process {first.pid} is writing" in said, f"the second does not say who is first: {said}")
                must(first.wait() == 0, "the first writer fails")
                must(self.state(folder) == self.clean[self.after][0], "another state than that of one writer")

            def correcting():
                folder = self.fresh(self.after)
                wanted = self.corrections()[:6]
                children = [subprocess.Popen([self.dateline, *one, "-a", folder], stdout=subprocess.DEVNULL,
                                             stderr=subprocess.PIPE, text=True) for one in wanted]
                done = 0
                for child in children:
                    _, err = child.communicate()
                    must(child.returncode == 0 or "writing" in err, f"{child.returncode}: {err}")
                    done += child.returncode == 0
                kept = (folder / ".dateline" / "corrections.toml").read_text().count("[[")
                must(kept == done, f"{done} corrections were said to be made, {kept} are kept")

            yield (indexing, correcting)[number % 2] if number < 2 else self.random.choice((indexing, correcting))

    def readers(self, count):
        for _ in range(count):
            def one():
                folder = self.turned()
                known = [self.clean[self.before][0][1], self.clean[self.after][0][1]]
                writer = subprocess.Popen([self.dateline, "index", folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                faults = []

                def read():
                    while writer.poll() is None and not faults:
                        try:
                            self.opens(folder)
                            self.ok("facets", "person", "-a", folder)
                        except Failed as fault:
                            faults.append(fault)

                threads = [threading.Thread(target=read) for _ in range(2)]
                [thread.start() for thread in threads]
                [thread.join() for thread in threads]
                must(writer.wait() == 0, "the writer fails")
                if faults:
                    raise faults[0]
                must(self.state(folder)[1] == known[1], "another state than without readers")
            yield one

    def older_versions(self, _):
        payloads = ['{"fields":1,"dateline":"0.0.1"}', '{"fields":99,"dateline":"9.0.0"}', '{"made":"by nobody"}', "no JSON"]
        for payload in payloads:
            def one():
                folder = self.fresh(self.before)
                meta = folder / ".dateline" / "index" / "meta.json"
                object = json.loads(meta.read_text())
                object["payload"] = payload
                meta.write_text(json.dumps(object))
                for command in (("search", "talks"), ("meetings",), ("stats",), ("index",), ("correct", "list")):
                    said = self.refused(*command, "-a", folder)
                    must("version" in said and "index --rebuild" in said, f"it does not say what to do: {said}")
                self.ok("index", "--rebuild", folder)
                must(self.state(folder) == self.clean[self.before][0], "building anew does not mend it")
            yield one

    def damage(self, count):
        """Bits turned and ends cut in each file of an index."""
        base = self.fresh(self.after, "sound")
        self.ok(*self.corrections()[0], "-a", base)
        self.ok("search", "talks", "--save", "talks", "-a", base)
        event = json.loads(self.ok("events", "--format", "jsonl", "--limit", "1", "-a", base))["id"]
        article = json.loads(self.ok("export", "*", "-a", base).splitlines()[0])["id"]
        person = json.loads(self.ok("facets", "person", "--format", "json", "-a", base))
        person = (person.get("values") or list(person.values())[0])[0]["value"] if isinstance(person, dict) else person[0]["value"]
        questions = [
            ("search", "ceasefire OR talks", "--format", "json", "--facet", "person", "--facet", "place", "--by", "year"),
            ("search", '"special envoy" published:2000..2024', "--format", "jsonl", "--limit", "all"),
            ("meetings", "--with", person, "--format", "jsonl", "--limit", "all"),
            ("events", "--format", "csv", "--limit", "all"),
            ("facets", "place", "--format", "json"),
            ("who", person, "--format", "json"),
            ("show", article),
            ("show", event),
            ("export", "*"),
            ("export", "--unit", "mentions"),
        ]
        right = [self.call(*question, "-a", base)[:2] for question in questions]
        files = [path.relative_to(base) for path in sorted((base / ".dateline").rglob("*")) if path.is_file() and path.stat().st_size]
        for number in range(max(count, 4 * len(files))):
            def one():
                file = files[number % len(files)]
                shutil.rmtree(self.work / "trial", ignore_errors=True)
                folder = self.fresh(base)
                data = bytearray((base / file).read_bytes())
                where = self.random.randrange(len(data))
                if number // len(files) % 4 == 3:
                    data, what = data[:where], f"cut at {where} of {len(data)}"
                else:
                    data[where] ^= 1 << self.random.randrange(8)
                    what = f"a bit turned at {where} of {len(data)}"
                (folder / file).write_bytes(data)
                for question, expected in zip(questions, right):
                    status, out, err = self.call(*question, "-a", folder)
                    case = f"{file.name[-12:]}, {what}: {' '.join(question[:2])}"
                    must(not any(fault in err for fault in FAULTS) and status in (0, 1, 2), f"{case}: {status} {err.strip()}")
                    # A text that people write may say something else afterwards.
                    theirs = file.suffix == ".toml"
                    must(status == 2 or (status, out) == expected or theirs, f"{case}: another answer without a word {err.strip()}")
            yield one

    def sockets(self, _):
        """Every command once, watched for calls that have to do with a network."""
        folder = self.fresh(self.before)
        out = self.work / "out"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        person = "Ruth Adler"
        commands = [
            ("index", folder), ("index", "--rebuild", folder), ("meetings", "--with", person), ("events",), ("search", "talks", "--facet", "place"),
            ("search", "talks", "--save", "talks"), ("facets", "person"), ("who", person), ("itinerary", person), ("network",),
            ("show", "corpus/northern-wire/2023-10-04-geneva-held.txt"), ("correct", "alias", person, "Mrs. A."), ("correct", "list"),
            ("correct", "undo"), ("more-like", "corpus/northern-wire/2023-10-04-geneva-held.txt"), ("diff", "talks", "envoy"),
            ("news",), ("history",), ("extract", CORPUS / "xinhe"), ("extract", "--tagger", "best", CORPUS / "xinhe"),
            ("export", "-o", out / "all.html"), ("export", "-o", out / "all.parquet"), ("export", "-o", out / "all.xlsx"),
            ("stats",), ("doctor",), ("completions", "bash"), ("man", out), ("help",),
        ]
        known = {line.split()[0] for line in self.ok("help").split("Commands:")[1].split("Options:")[0].splitlines()
                 if line.startswith("  ") and not line.startswith("   ")}
        tried = {command[0] for command in commands}
        must(known <= tried, f"commands that are not tried: {known - tried}")
        watched = shutil.which("strace")
        alone = not watched and subprocess.run(["unshare", "-rn", "true"], capture_output=True).returncode == 0
        if not watched and not alone:
            raise Skipped("neither strace nor network namespaces")
        for command in commands:
            def one():
                log = self.work / "strace"
                before = ["strace", "-f", "-o", log, "-e", "trace=network"] if watched else ["unshare", "-rn"]
                where = () if command[0] in ("index", "extract", "completions", "man", "help") else ("-a", folder)
                done = subprocess.run([str(part) for part in (*before, self.dateline, *command, *where)], capture_output=True)
                must(done.returncode in (0, 1), f"{command[0]} ends with {done.returncode}: {done.stderr.decode()}")
                if watched:
                    # What the C library asks of its own name service on the machine is no network.
                    calls = [line for line in log.read_text().splitlines() if "(" in line and "AF_UNIX" not in line and "+++" not in line
                             and "---" not in line]
                    must(not calls, f"{' '.join(map(str, command))}: {calls[:2]}")
            yield one


def of_one_state(found):
    """An answer's parts agree: as many hits as are counted, as many in each facet as have it."""
    total, hits = found["total"], found["hits"]
    must(total == len(hits), f"{total} counted, {len(hits)} hits")
    named = collections.Counter(hit["source"] for hit in hits if hit["source"])
    counted = {value["value"]: value["count"] for value in found["facets"]["source"]}
    must(named == counted, "the facet counts other articles than are found")


TRIALS = {
    "kills while indexing": (Trials.kills_of_index, 0.25),
    "kills while indexing again": (Trials.kills_of_reindexing, 0.25),
    "kills while building anew": (Trials.kills_of_rebuild, 0.2),
    "kills while correcting": (Trials.kills_of_corrections, 0.15),
    "kills while exporting": (Trials.kills_of_exports, 0.15),
    "full disk": (Trials.full_disks, 0.24),
    "clocks": (Trials.clocks, 0),
    "two writers": (Trials.two_writers, 0.12),
    "readers while writing": (Trials.readers, 0.06),
    "other versions": (Trials.older_versions, 0),
    "damaged files": (Trials.damage, 0),
    "sockets": (Trials.sockets, 0),
}


def tried(trials, name, kills):
    """Runs a trial; returns its tries, its failures, and what is to be said of it."""
    run, share = TRIALS[name]
    tries, failures, note = 0, [], ""
    before = trials.struck
    try:
        for one in run(trials, max(1, round(kills * share))):
            try:
                one()
                tries += 1
            except Skipped as why:
                note = str(why)
            except (Failed, OSError, ValueError, KeyError, subprocess.SubprocessError) as fault:
                tries += 1
                failures.append(f"{type(fault).__name__}: {fault}"[:600])
    except Skipped as why:
        note = str(why)
    if name.startswith("kills"):
        note = f"{trials.struck - before} struck while it ran"
    return tries, failures, note


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--release", default="target/release", help="where cargo put the programs")
    arguments.add_argument("--seed", type=int, default=1, help="of the random moments and places")
    arguments.add_argument("--kills", type=int, default=100, help="how often a command is killed, over all trials")
    arguments.add_argument("--only", action="append", choices=TRIALS, help="this trial alone; may be repeated")
    given = arguments.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="dateline-trust-"))
    failed = 0
    try:
        trials = Trials(pathlib.Path(given.release).resolve(), work, given.seed)
        print("| trial | tries | failures | |\n|---|---|---|---|", flush=True)
        for name in given.only or TRIALS:
            start = time.monotonic()
            tries, failures, note = tried(trials, name, given.kills)
            failed += len(failures)
            print(f"| {name} | {tries} | {len(failures)} | {note} |", flush=True)
            print(f"{name}: {time.monotonic() - start:.0f} s", *failures, sep="\n  ", file=sys.stderr, flush=True)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
