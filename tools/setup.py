"""Make everything `siyu` needs, in this folder only. Runs on any Python 3 and needs nothing else.

    python3 tools/setup.py          what running needs
    python3 tools/setup.py dev      what the tests need as well

uv goes into .tools/, the environment into .venv/. A second run that finds nothing changed ends at once.
"""

import hashlib
import os
import shutil
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TOOLS = os.path.join(ROOT, ".tools")
VENV = os.path.join(ROOT, ".venv")
WANTED = ("3.13", "3.12")
LAST = {}
"""What the last command said."""


def main():
    dev = "dev" in sys.argv[1:]
    wanted = stamp(dev)
    if wanted in stamps():
        return
    keep_to_this_folder()
    uv = find_uv()
    if not works(os.path.join(VENV, "bin", "python")):
        make_environment(uv)
    requirements = os.path.join(ROOT, "requirements-dev.txt" if dev else "requirements.txt")
    say("Installing packages", "安装依赖")
    run([uv, "pip", "install", "--quiet", "--python", VENV, "--require-hashes", "-r", requirements])
    # Compiled now, so that no start waits for it, also where PYTHONDONTWRITEBYTECODE is set.
    quiet(
        [
            os.path.join(VENV, "bin", "python"),
            "-m",
            "compileall",
            "-q",
            "-j",
            "0",
            VENV,
            os.path.join(ROOT, "siyu"),
        ]
    )
    write_command()
    with open(os.path.join(VENV, "siyu-stamp"), "w") as file:
        # What the tests need includes what running needs.
        file.write("\n".join([wanted, stamp(False)] if dev else [wanted]))


def stamp(dev):
    """What this folder should be set up for: the requirements, and where the folder stands."""
    digest = hashlib.sha256(ROOT.encode("utf-8", "surrogateescape"))
    for name in ("requirements.txt", "requirements-dev.txt") if dev else ("requirements.txt",):
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    with open(os.path.abspath(__file__), "rb") as file:
        digest.update(file.read())
    return ("dev " if dev else "run ") + digest.hexdigest()


def stamps():
    try:
        with open(os.path.join(VENV, "siyu-stamp")) as file:
            return file.read().split("\n")
    except OSError:
        return []


def keep_to_this_folder():
    """Where the home cannot be written, as with accounts of services, uv keeps what it fetches in .tools/."""
    for name, place, ours in (
        ("UV_CACHE_DIR", "~/.cache/uv", "cache"),
        ("UV_PYTHON_INSTALL_DIR", "~/.local/share/uv/python", "python"),
    ):
        there = os.path.expanduser(place)
        while not os.path.exists(there):
            there = os.path.dirname(there)
        if not os.access(there, os.W_OK):
            os.environ.setdefault(name, os.path.join(TOOLS, ours))


def find_uv():
    """uv in .tools/, from a virtual environment or, where that is missing, installed beside its script."""
    for place in (os.path.join(TOOLS, "bin", "uv"), os.path.join(TOOLS, "lib", "bin", "uv")):
        if works(place):
            return place
    say("Fetching uv", "获取 uv")
    shutil.rmtree(TOOLS, ignore_errors=True)
    made = subprocess.call(
        [sys.executable, "-m", "venv", TOOLS], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    if made == 0 and quiet([os.path.join(TOOLS, "bin", "python"), "-m", "pip", "install", "--quiet", "uv"]):
        return os.path.join(TOOLS, "bin", "uv")
    shutil.rmtree(TOOLS, ignore_errors=True)
    if quiet(
        [sys.executable, "-m", "pip", "install", "--quiet", "--target", os.path.join(TOOLS, "lib"), "uv"]
    ):
        return os.path.join(TOOLS, "lib", "bin", "uv")
    system = shutil.which("uv")
    if system:
        return system
    return stop(
        "Python's pip is missing: install it (Debian: apt-get install python3-venv python3-pip), "
        "then run make again",
        "缺少 Python 的 pip:请安装(Debian:apt-get install python3-venv python3-pip)后重新 make",
    )


def make_environment(uv):
    """An environment of Python 3.13 or 3.12: one that is here, else one that uv fetches."""
    shutil.rmtree(VENV, ignore_errors=True)
    for version in WANTED:
        for python in candidates(uv, version):
            if is_version(python, version) and quiet([uv, "venv", "--quiet", "--python", python, VENV]):
                return
    for version in WANTED:
        say("Fetching Python " + version, "获取 Python " + version)
        if quiet([uv, "venv", "--quiet", "--managed-python", "--python", version, VENV]):
            return
    sys.stderr.write(LAST.get("words", ""))
    stop(
        "Python 3.13 or 3.12 is needed and could not be fetched: install one of them, then run make again",
        "需要 Python 3.13 或 3.12,未能自动获取:请安装其中之一后重新 make",
    )


def candidates(uv, version):
    """Pythons of this version that may be here: on the PATH, of pyenv, known to uv."""
    name = "python" + version
    found = [sys.executable]
    on_path = [os.path.join(folder, name) for folder in os.environ.get("PATH", "").split(os.pathsep)]
    found += [path for path in on_path if os.access(path, os.X_OK)]
    pyenv = os.path.join(os.environ.get("PYENV_ROOT", os.path.expanduser("~/.pyenv")), "versions")
    if os.path.isdir(pyenv):
        found += [os.path.join(pyenv, one, "bin", name) for one in sorted(os.listdir(pyenv), reverse=True)]
    try:
        told = subprocess.check_output(
            [uv, "python", "find", "--no-managed-python", version], stderr=subprocess.DEVNULL
        )
        found.append(told.decode().strip())
    except (OSError, subprocess.CalledProcessError):
        pass
    return found


def is_version(python, version):
    """Whether this really is a Python of that version (pyenv's shims may not be)."""
    code = "import sys, ssl, sqlite3, ctypes; print('%d.%d' % sys.version_info[:2])"
    try:
        told = subprocess.check_output([python, "-c", code], stderr=subprocess.DEVNULL, timeout=20)
    except (OSError, subprocess.SubprocessError):
        return False
    return told.decode().strip() == version


def write_command():
    """`.venv/bin/siyu`, and the source on the environment's path."""
    python = os.path.join(VENV, "bin", "python")
    code = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
    packages = subprocess.check_output([python, "-c", code]).decode().strip()
    with open(os.path.join(packages, "siyu.pth"), "w", encoding="utf-8") as file:
        file.write(ROOT + "\n")
    command = os.path.join(VENV, "bin", "siyu")
    with open(command, "w", encoding="utf-8") as file:
        # /bin/sh, since a #! line cannot hold a path with blanks.
        file.write('#!/bin/sh\nexec "$(dirname "$0")/python" -m siyu.config.cli "$@"\n')
    os.chmod(command, 0o755)


def works(program):
    return os.access(program, os.X_OK) and quiet([program, "--version"])


def quiet(command):
    """Whether a command ends well; its words are kept for when nothing else helps."""
    try:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT)
    except OSError:
        return False
    words, _ = process.communicate()
    LAST["words"] = words.decode("utf-8", "replace")
    return process.returncode == 0


def run(command):
    if subprocess.call(command, cwd=ROOT) != 0:
        stop("Packages could not be installed: see above", "依赖安装失败:见上文")


def say(en, zh):
    sys.stderr.write(zh + " / " + en + " …\n")


def stop(en, zh):
    sys.stderr.write(zh + "\n" + en + "\n")
    sys.exit(2)


if __name__ == "__main__":
    main()
