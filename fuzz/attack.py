#!/usr/bin/env python3
"""Attacks the dealctl binary from outside, as other people's files, a power cut and a hostile repository would.

    cargo build --release --locked
    python3 fuzz/attack.py --minutes 5
    python3 fuzz/attack.py --mutate 20000 --kill 500 --pairs 200 --git 1

Python's standard library and git are all it needs; it works in temporary folders only. Four attacks:

  mutate  files of a book with random damage, and each command over them: it must end with 0, 1 or 2, without a panic, within
          its time and memory, and let no control character, direction mark or tag through to the screen
  kill    SIGKILL at a random moment of a run that writes: each file is the old one or the new one, and a later run finishes
  pairs   two writers at once, and the same question twice with one thread and with many: nothing torn, the same bytes
  git     settings, attributes, hooks and environment that would run a program or move a file: nothing runs, nothing moves

`--seed` repeats a run. A failure keeps its folder and is printed with the command line; the exit code is 1 then.
"""

import argparse
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
TODAY = "2026-11-23"
SECONDS = 30
MEMORY = 3 << 30

READING = [
    [], ["lint"], ["lint", "--notes", "--full"], ["lint", "--fix", "--diff", "--unsafe"], ["lint", "--statistics"],
    ["gate", "DEAL"], ["packet", "DEAL"], ["packet", "DEAL", "--check"], ["packet", "DEAL", "--for", "seller"],
    ["score"], ["score", "DEAL"], ["trust"], ["stalls"], ["forecast"], ["forecast", "--crm"], ["forecast", "--deals"],
    ["forecast", "--group", "partner"], ["forecast", "--backtest"], ["what-if", "--stage-rate", "qualified=+10%"],
    ["schema", "deal"], ["explain"],
]
DOCUMENTS = ["table", "json", "csv", "markdown", "html", "text"]
FINDINGS = ["human", "short", "json", "sarif", "github", "junit", "markdown"]
ACCIDENTS = [
    "\n", ": ", "- ", "[", "]", "{", "}", "\"", "'", "\t", "#", " #", "&a ", "*a", "<<: *a", "~", "tbd", "|", ">", "---\n", "...\n",
    "!!str ", "9999-12-31", "0000-01-01", "2026-02-30", "99999999999999999999", "-1", "1e9", "é", "\u202e", "\u200b", "\ufeff", "\x1b[2J",
    "\x9b31m", "\U000e0041", "{}", "[]", "true", "<script>alert(1)</script>", "=cmd()", "::error::", "]]>", "%0A", "\r", "\0", "𝒜", "ß",
    "62.000", "€62000", "2026-11-23", "won", "rejected", "reopened: 2026-11-01\n", "meridian", "../../etc/passwd", "C:\\x", "https://",
]


class Failed(Exception):
    """Something that must never happen, in words."""


def limits():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def environment(folder, **more):
    keep = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8", "COLUMNS": "100"}
    return {**keep, "GIT_CONFIG_NOSYSTEM": "1", **more}


def run(arguments, folder, timeout=SECONDS, **more):
    """Runs dealctl to its end and returns it, or fails: a signal, a panic, another exit code, too long."""
    try:
        done = subprocess.run([BINARY, *arguments], cwd=folder, env=environment(folder, **more), stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=timeout, preexec_fn=limits)
    except subprocess.TimeoutExpired as late:
        raise Failed(f"took longer than {timeout} s") from late
    if done.returncode not in (0, 1, 2) or b"panicked" in done.stderr:
        raise Failed(f"ended with {done.returncode}: {done.stderr[-400:]!r}")
    return done


def is_steering(letter):
    return letter not in "\n\r" and unicodedata.category(letter) in ("Cc", "Cf") and letter not in "\u00ad\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2\u200d"


def harmless(output, what, shown=""):
    """Fails for a character that a terminal, a page or a reader would obey instead of showing; those of `shown` are as they should be."""
    text = output.decode("utf-8")
    for letter in set(text):
        if is_steering(letter) and letter not in shown:
            raise Failed(f"{what} lets {letter!r} through")
    return text


# Books.

def texts(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and ".git" not in path.parts}


def books():
    """Returns the files of each book that the project brings along."""
    return [texts(PROJECT / "tests/example"), {path: text for path, text in texts(PROJECT).items() if path.parts[0] in ("deals", "notes", "lists") or str(path) in ("process.toml", "signals.yaml")}]


def damage(text, dice):
    letters = bytearray(text)
    for _ in range(dice.randint(1, 6)):
        at, kind = dice.randint(0, len(letters)), dice.randint(0, 6)
        if kind == 0:
            del letters[at:at + dice.randint(1, 30)]
        elif kind == 1:
            letters[at:at] = bytes(dice.randrange(256) for _ in range(dice.randint(1, 4)))
        elif kind == 2:
            piece = letters[at:at + dice.randint(1, 200)]
            letters[at:at] = piece * dice.choice([1, 2, 2, 50])
        else:
            letters[at:at + dice.choice([0, 0, 1, 8])] = dice.choice(ACCIDENTS).encode()
    return bytes(letters)


def write(folder, files):
    for path, text in files.items():
        full = folder / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(text)


def damaged_book(folder, dice):
    files = dict(dice.choice(BOOKS))
    deals = [path for path in files if path.parts[0] == "deals"]
    dice.shuffle(deals)
    for path in deals[12:]:
        del files[path]
    for path in dice.sample(sorted(files), min(len(files), dice.randint(1, 3))):
        files[path] = damage(files[path], dice)
    write(folder, files)
    return dice.choice(deals[:12]).stem


def attack_mutate(dice, folder):
    deal = damaged_book(folder, dice)
    arguments = [deal if word == "DEAL" else word for word in dice.choice(READING)]
    if arguments[:1] not in (["schema"], ["explain"]) and "--check" not in arguments and "--diff" not in arguments:
        is_lint = arguments[:1] == ["lint"] and "--statistics" not in arguments
        arguments += ["--format", dice.choice(FINDINGS if is_lint else DOCUMENTS)]
    today = dice.choice([TODAY, TODAY, TODAY, "2025-01-01", "9999-12-31", "0001-01-01"])
    arguments += ["--today", today]
    attempt(lambda: said(arguments, folder), folder, arguments)


def said(arguments, folder):
    done = run(arguments, folder)
    # A patch keeps the tabs of its file, or it could not be applied.
    text = harmless(done.stdout, "stdout", "\t" if "--diff" in arguments else "")
    harmless(done.stderr, "stderr")
    if "html" in arguments and "<script>alert" in text:
        raise Failed("HTML of a file reaches the page")


# Kills.

WRITING = [["lint", "--fix", "--unsafe"], ["lint", "--fix"], ["lint", "--baseline", "b.json", "--write-baseline"], ["hook", "install"], ["init"]]


def faulty_book(folder):
    """A book with much to fix, in git."""
    write(folder, BOOKS[0])
    for n in range(12):
        (folder / f"deals/f{n}.yaml").write_text(
            "account: {name: Fern}\npartner: meridian\nregistered: 2026-9-1\ncredit: refferal\ntouchs:\n"
            "  - {date: 2026-9-3, kind: intro, who: Dana Reyes}\nstge: registered\nhistory: {registered: 2026-9-1}\n")
    git(folder, "init", "-q")


def git(folder, *arguments, **more):
    identity = ["-c", "user.name=T", "-c", "user.email=t@x.example", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, env=environment(folder, **more), stdin=subprocess.DEVNULL, capture_output=True)
    return done


def state(folder):
    hooks = folder / ".git/hooks"
    return {**texts(folder), **{Path(".git/hooks") / path.name: path.read_bytes() for path in hooks.glob("pre-*") if path.suffix != ".sample"}}


def attack_kill(dice, folder):
    arguments = [*dice.choice(WRITING), "--today", TODAY]
    if arguments[0] != "init":
        faulty_book(folder)
    before = state(folder)
    finished = Path(tempfile.mkdtemp(dir=ROOM))
    shutil.copytree(folder, finished, dirs_exist_ok=True)
    began = time.monotonic()
    run(arguments, finished)
    took = time.monotonic() - began
    after = state(finished)
    child = subprocess.Popen([BINARY, *arguments], cwd=folder, env=environment(folder), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(dice.random() * took * 1.1)
    child.send_signal(signal.SIGKILL)
    child.wait()
    attempt(lambda: whole(folder, before, after, arguments), folder, arguments)
    shutil.rmtree(finished)


def whole(folder, before, after, arguments):
    for path, text in state(folder).items():
        if path.name.startswith(".dealctl-"):
            continue
        if text not in (before.get(path), after.get(path)):
            raise Failed(f"{path} is neither the old nor the new file")
    run(arguments, folder)
    now = state(folder)
    left = [path for path in now if path.name.startswith(".dealctl-")]
    if left:
        raise Failed(f"left behind and not swept by the next run: {left}")
    wrong = [str(path) for path in after if now.get(path) != after[path] and path.name != "b.json"]
    if wrong:
        raise Failed(f"the next run does not finish the work: {wrong}")


# Pairs.

def attack_pairs(dice, folder):
    if dice.random() < 0.5:
        return attack_writers(dice, folder)
    deal = damaged_book(folder, dice)
    arguments = [deal if word == "DEAL" else word for word in dice.choice(READING)] + ["--today", TODAY]
    attempt(lambda: same(arguments, folder), folder, arguments)
    return None


def same(arguments, folder):
    one, many = run(arguments, folder, RAYON_NUM_THREADS="1"), run(arguments, folder, RAYON_NUM_THREADS="7")
    if (one.stdout, one.stderr, one.returncode) != (many.stdout, many.stderr, many.returncode):
        raise Failed("one thread and seven do not say the same")


def attack_writers(dice, folder):
    faulty_book(folder)
    before, arguments = state(folder), ["lint", "--fix", "--unsafe", "--today", TODAY]
    finished = Path(tempfile.mkdtemp(dir=ROOM))
    shutil.copytree(folder, finished, dirs_exist_ok=True)
    run(arguments, finished)
    after = state(finished)
    wait = dice.random() * 0.01

    def both():
        with ThreadPoolExecutor(2) as two:
            first = two.submit(run, arguments, folder)
            time.sleep(wait)
            second = two.submit(run, arguments, folder)
        first.result(), second.result()
        whole(folder, before, after, arguments)

    attempt(both, folder, arguments)
    shutil.rmtree(finished)


# Hostile git.

TRAP = "#!/bin/sh\ntouch '{flag}'\ncat 2>/dev/null\nexit 0\n"
SETTINGS = [
    "core.fsmonitor", "core.sshCommand", "core.pager", "pager.log", "core.editor", "core.askPass", "core.hooksPath", "diff.external", "diff.trap.command",
    "diff.trap.textconv", "filter.trap.clean", "filter.trap.smudge", "filter.trap.process", "gpg.program", "gpg.ssh.program", "credential.helper",
    "alias.log", "alias.rev-parse", "core.gitProxy", "uploadpack.packObjectsHook", "interactive.diffFilter", "merge.trap.driver", "core.alternateRefsCommand",
    "trailer.x.command", "log.showSignature", "core.worktree", "include.path", "init.templateDir", "core.attributesFile", "core.excludesFile",
]
SURROUNDINGS = ["GIT_EXTERNAL_DIFF", "GIT_PAGER", "PAGER", "GIT_SSH_COMMAND", "GIT_ASKPASS", "GIT_EDITOR", "GIT_PROXY_COMMAND"]
ASKING = [[], ["lint"], ["lint", "--staged"], ["lint", "--changed", "HEAD"], ["forecast"], ["forecast", "--since", "HEAD"], ["trust"], ["score"], ["lint", "--at", "HEAD"]]


def hostile_repository(folder):
    write(folder, BOOKS[0])
    git(folder, "init", "-q")
    (folder / ".gitattributes").write_text("* filter=trap diff=trap merge=trap\n")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "one")
    for path in (folder / "deals").glob("*.yaml"):
        path.write_bytes(path.read_bytes())
    (folder / "deals/new.yaml").write_text("account: {name: Aldgate}\n")
    git(folder, "add", "deals/new.yaml")
    flag, trap = folder / ".git/sprung", folder / ".git/trap"
    trap.write_text(TRAP.format(flag=flag))
    trap.chmod(0o755)
    hooks = folder / ".git/hooks"
    for name in ("post-index-change", "fsmonitor-watchman", "pre-commit", "reference-transaction", "post-checkout"):
        shutil.copy(trap, hooks / name)
    return flag, trap


def attack_git(dice, folder):
    flag, trap = hostile_repository(folder)
    keys = [*SETTINGS, b"filter.\xff.clean", b"filter.\xff.process"]
    dice.shuffle(keys)
    for key in keys[:dice.randint(1, len(keys))]:
        value = str(trap.parent if key in ("core.hooksPath", "init.templateDir") else trap)
        subprocess.run(["git", "config", key, value], cwd=folder, env=environment(folder), capture_output=True)
    if dice.random() < 0.5:
        (folder / ".gitattributes").write_bytes(b"* filter=\xff diff=trap\n")
    around = {name: str(trap) for name in SURROUNDINGS if dice.random() < 0.5}
    before, index = texts(folder), (folder / ".git/index").read_bytes()
    flag.unlink(missing_ok=True)
    arguments = [*dice.choice(ASKING), "--today", TODAY]

    def quiet():
        run(arguments, folder, **around)
        if flag.exists():
            raise Failed("ran a program that the repository names")
        if texts(folder) != before or (folder / ".git/index").read_bytes() != index:
            raise Failed("changed the work tree or the index")

    attempt(quiet, folder, arguments)


# The runs.

FAILURES = []
LOCK = threading.Lock()


def attempt(check, folder, arguments):
    """Makes a check; a failure is kept with its folder."""
    try:
        check()
    except Exception as error:  # whatever goes wrong in a check is a finding about the tool
        with LOCK:
            kept = Path(tempfile.mkdtemp(prefix="dealctl-failure-"))
            shutil.copytree(folder, kept, dirs_exist_ok=True, symlinks=True)
            FAILURES.append(f"{type(error).__name__}: {error}\n    cd {kept} && dealctl {' '.join(arguments)}")
            print(FAILURES[-1], file=sys.stderr, flush=True)


ATTACKS = {"mutate": attack_mutate, "kill": attack_kill, "pairs": attack_pairs, "git": attack_git}
# How the minutes are shared when no number is given.
SHARES = {"mutate": 0.5, "kill": 0.2, "pairs": 0.15, "git": 0.15}


def one(name, number, seed):
    folder = Path(tempfile.mkdtemp(dir=ROOM))
    try:
        ATTACKS[name](random.Random(f"{seed}/{name}/{number}"), folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def wave(name, count, until, seed, jobs):
    """Runs an attack that many times, or until the time is up; returns how many it was."""
    done = 0
    with ThreadPoolExecutor(jobs) as pool:
        while (done < count if count is not None else time.monotonic() < until):
            size = min(jobs * 8, count - done) if count is not None else jobs * 8
            for run_ in [pool.submit(one, name, done + n, seed) for n in range(size)]:
                run_.result()
            done += size
    return done


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--binary", default=str(PROJECT / "target/release/dealctl"))
    words.add_argument("--minutes", type=float, default=1.0)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--jobs", type=int, default=os.cpu_count() or 2)
    for name in ATTACKS:
        words.add_argument(f"--{name}", type=int, help="that many times; without any number the minutes are shared out")
    chosen = words.parse_args()
    global BINARY, BOOKS, ROOM
    BINARY, BOOKS = str(Path(chosen.binary).resolve()), books()
    counts = {name: getattr(chosen, name) for name in ATTACKS}
    by_count = any(count is not None for count in counts.values())
    with tempfile.TemporaryDirectory(prefix="dealctl-attack-") as room:
        ROOM = room
        for name in ATTACKS:
            if by_count and not counts[name]:
                continue
            began = time.monotonic()
            until = began + chosen.minutes * 60 * SHARES[name]
            failed = len(FAILURES)
            done = wave(name, counts[name] if by_count else None, until, chosen.seed, chosen.jobs)
            print(f"{name}: {done} runs in {time.monotonic() - began:.0f} s, {len(FAILURES) - failed} failures", flush=True)
    sys.exit(1 if FAILURES else 0)


if __name__ == "__main__":
    main()
