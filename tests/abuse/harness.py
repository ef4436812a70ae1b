"""What the cases have in common: kmslint as a process that is watched, and the trees that it is set upon."""

import os
import random
import signal
import subprocess
import tempfile
import threading
import time

KMSLINT = os.environ["KMSLINT"]
LONG = bool(os.environ.get("ABUSE_LONG"))
SEED = int(os.environ.get("ABUSE_SEED", "1"))
RANDOM = random.Random(SEED)

# Generous, for machines that do other work as well. Who waits for a pipe waits for ever.
PATIENCE = 60 if not LONG else 600

# A request with one finding, which a safe fix removes, and what it is then.
WRONG = """{
  "Action": "UpdateKmsInstanceBindVpc",
  "KmsInstanceId": "kst-hzz662b622eksoqrb3nhu",
  "BindVpcs": "[{\\"VpcId\\":\\"vpc-bp1go9qvmj78j4f4cabcd\\",\\"VSwitchId\\":\\"vsw-bp16c5pvvcf0fp5b9abcd\\",\\"RegionID\\":\\"cn-hangzhou\\",\\"VpcOwnerId\\":1207089758811234}]"
}
"""
FIXED = WRONG.replace("RegionID", "RegionId")


class Done:
    """A run that has ended."""

    def __init__(self, code, signal_number, out, err, cpu, wall, peak):
        self.code, self.signal, self.out, self.err = code, signal_number, out, err
        self.cpu, self.wall, self.peak = cpu, wall, peak

    @property
    def text(self):
        return self.out + self.err

    def __repr__(self):
        end = f"signal {self.signal}" if self.signal else f"code {self.code}"
        return f"{end}, {self.cpu:.2f} s CPU, {self.peak >> 10} MB\n{self.out[-2000:]}\n{self.err[-2000:]}"


class Started:
    """A run that goes on. What it says goes to files, so that nothing has to be read meanwhile."""

    def __init__(self, *arguments, folder=".", through=(), environment=None, out=None):
        self.out_file = out or tempfile.TemporaryFile()
        self.err_file = tempfile.TemporaryFile()
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [*through, KMSLINT, *arguments],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=self.out_file,
            stderr=self.err_file,
            env={**os.environ, **(environment or {})},
        )

    def send(self, signal_number):
        # Not `Popen.send_signal`, which looks first whether it has ended, and takes the status that `wait` needs.
        try:
            os.kill(self.process.pid, signal_number)
        except ProcessLookupError:
            pass

    def wait(self, patience=PATIENCE):
        watch = threading.Timer(patience, lambda: self.send(signal.SIGKILL))
        watch.start()
        _, status, usage = os.wait4(self.process.pid, 0)
        watch.cancel()
        wall = time.monotonic() - self.began
        self.process.returncode = os.waitstatus_to_exitcode(status)
        said = []
        for file in (self.out_file, self.err_file):
            file.seek(0)
            said.append(file.read().decode("utf-8", "replace"))
            file.close()
        code = self.process.returncode
        cpu, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss
        done = Done(max(code, 0), -code if code < 0 else 0, *said, cpu, wall, peak)
        expect(wall < patience, "it does not end", done)
        # The second is what a run says of a rule that has.
        expect("panicked" not in done.err and "failed on this input and was not" not in done.out, "it panics", done)
        return done


def run(*arguments, **options):
    patience = options.pop("patience", PATIENCE)
    return Started(*arguments, **options).wait(patience)


def expect(holds, what, *about):
    if not holds:
        raise SystemExit("\n".join([f"failed: {what}", *map(str, about)]))


def skip(reason):
    print(f"skipped: {reason}")


def measured(text):
    print(f"measured: {text}")


def write(path, text):
    folder = os.path.dirname(path)
    if folder:
        os.makedirs(folder, exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


def read(path):
    with open(path) as file:
        return file.read()


def files_below(folder):
    for place, _, names in os.walk(folder):
        for name in names:
            yield os.path.join(place, name)


def leftovers(folder):
    """What a run has left beside the files."""
    return [path for path in files_below(folder) if os.path.basename(path).startswith(".kmslint-")]


def requests(folder, count):
    """Files with a finding each that a fix removes, a hundred in a folder."""
    paths = [f"{folder}/{number // 100}/{number}.json" for number in range(count)]
    for path in paths:
        write(path, WRONG)
    return paths


def without_privileges():
    """What a command has to be run through so that the disk may refuse it something; none where that cannot be had."""
    if os.geteuid() != 0:
        return ()
    through = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    try:
        subprocess.run([*through, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return through
