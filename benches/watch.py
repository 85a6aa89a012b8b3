#!/usr/bin/env python3
"""Edits a file of a running `quarterdeck watch` and waits for the new bytes over HTTP.

    benches/watch.py                    100, 1,000 and 10,000 projects, 40 saves each
    benches/watch.py 1000 --saves 200   one size
    benches/watch.py 100 --soak 10000   that many rebuilds, every tenth of a score, and what they did to memory

A save changes a word of the text (only one page changes) or a score (the whole ranking may), and the page of the
project is asked for until it is new; then the same for a score and the home page. Medians and 95th percentiles in
milliseconds, with the parts that the program itself names; a page is printed when it is asked for.
"""
import argparse, http.client, os, pathlib, re, shutil, statistics, subprocess, sys, tempfile, threading, time

root = pathlib.Path(__file__).resolve().parent.parent
parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("sizes", nargs="*", type=int, default=[100, 1_000, 10_000])
parser.add_argument("--saves", type=int, default=40)
parser.add_argument("--soak", type=int, default=0)
parser.add_argument("--program", default=root / "target/release/quarterdeck")
parser.add_argument("--generate", default=root / "target/release/examples/generate")
options = parser.parse_args()


class Watch:
    def __init__(self, plan):
        self.process = subprocess.Popen(
            [options.program, "watch", plan, "--port", "0", "--timings"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.rounds = []
        self.said = []
        threading.Thread(target=self.listen, daemon=True).start()
        line = self.process.stdout.readline()
        if not line:
            time.sleep(0.2)
            sys.exit("watch did not start: " + "".join(self.said))
        self.port = int(line.rstrip("/\n").rsplit(":", 1)[1])

    def listen(self):
        for line in self.process.stderr:
            self.said.append(line)
            parts = re.search(r"\(read ([\d.]+) (m?s), compile ([\d.]+) (m?s), show ([\d.]+) (m?s), search ([\d.]+) (m?s)\)", line)
            if parts:
                numbers = parts.groups()
                self.rounds.append([float(n) * (1 if unit == "ms" else 1000) for n, unit in zip(numbers[::2], numbers[1::2])])

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", path)
        body = connection.getresponse().read()
        connection.close()
        return body

    def memory(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024

    def processor(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def handles(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def stop(self):
        self.process.terminate()
        self.process.wait()


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))]


def table(size, what, times, rounds):
    parts = [statistics.median(column) for column in zip(*rounds)] if rounds else [0, 0, 0, 0]
    print(f"| {size:,} | {what} | {statistics.median(times):.1f} | {percentile(times, 0.95):.1f} "
          f"| {parts[0]:.1f} | {parts[1]:.1f} | {parts[2]:.1f} | {parts[3]:.1f} |", flush=True)


def save(watch, document, page, text, marker):
    """The milliseconds from the save to the first answer with the new bytes."""
    began = time.perf_counter()
    document.write_text(text)
    while marker not in watch.get(page):
        if time.perf_counter() - began > 60:
            sys.exit(f"{marker} never came: " + "".join(watch.said[-20:]))
        time.sleep(0.0005)
    return (time.perf_counter() - began) * 1000


def measure(size, scratch):
    plan = scratch / f"plan-{size}"
    subprocess.run([options.generate, str(size), plan], check=True, stdout=subprocess.DEVNULL)
    documents = sorted((plan / "projects").rglob("*.md"))
    document = documents[len(documents) // 2]
    original = document.read_text()
    page = f"/projects/{document.stem}.html"
    watch = Watch(plan)
    time.sleep(0.3)
    for what, looked_at in [("a word of the text", page), ("a score", page), ("a score, home page", "/")]:
        times, first = [], len(watch.rounds)
        for number in range(options.saves + 3):
            marker = f"marker{len(what)}n{number}x"
            text = original + f"\n{marker}\n"
            if what != "a word of the text":
                text = re.sub(r"^business: .*$", f"business: {number % 2 + 2}", text, flags=re.M)
            if looked_at != page:
                # Among the first, and under a new title, so that the page shows it.
                text = re.sub(r"^(business|interest): .*$", r"\1: 5", text, flags=re.M)
                text = re.sub(r"^growth: .*$", f"growth: {5 - number % 2 / 2}", text, flags=re.M)
                text = re.sub(r"^title: .*$", f"title: {marker}", text, flags=re.M)
            times.append(save(watch, document, looked_at, text, marker.encode()))
            time.sleep(0.15)
        table(size, what, times[3:], watch.rounds[first + 3:])
    if options.soak:
        soak(size, watch, document, page, original)
    else:
        before = watch.processor()
        time.sleep(5)
        print(f"| {size:,} | idle: {(watch.processor() - before) / 5 * 100:.2f} % of a core; memory {watch.memory():.0f} MiB | | | | | | |", flush=True)
    watch.stop()
    shutil.rmtree(plan)


def soak(size, watch, document, page, original):
    def some(count, word):
        for number in range(count):
            text = original + f"\n{word}{number}x\n"
            if number % 10 == 0:
                text = re.sub(r"^business: .*$", f"business: {number // 10 % 2 + 2}", text, flags=re.M)
            save(watch, document, page, text, f"{word}{number}x".encode())

    some(300, "warm")
    memory, handles = watch.memory(), watch.handles()
    some(options.soak, "soak")
    grown = watch.memory() / memory * 100 - 100
    print(f"\n{options.soak:,} rebuilds of {size:,} projects: memory {memory:.1f} -> {watch.memory():.1f} MiB ({grown:+.1f} %), "
          f"handles {handles} -> {watch.handles()}", flush=True)


place = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
with tempfile.TemporaryDirectory(prefix="quarterdeck-watch-", dir=place) as scratch:
    print("| projects | what was saved | to new bytes, median ms | p95 ms | read ms | compile ms | show ms | search ms |")
    print("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for size in options.sizes:
        measure(size, pathlib.Path(scratch))
