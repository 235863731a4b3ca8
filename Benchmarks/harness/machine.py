"""What the numbers were measured on."""
import os
import platform
import re
import subprocess


def describe(ours, others):
    """Pairs of a name and a value, for the report."""
    facts = [
        ("processor", processor()),
        ("cores that the programs may use", str(len(os.sched_getaffinity(0)))),
        ("memory", memory()),
        ("system", f"{platform.system()} {platform.release()}, {platform.machine()}"),
        ("Swift", first_line([os.environ.get("SWIFT", "swift"), "--version"])),
        ("Swift runtime", runtime(ours.command[0])),
        ("OpenBLAS", first_line(["pkg-config", "--modversion", "openblas"])),
        ("Tapestry", first_line(
            ["git", "-C", os.path.dirname(os.path.abspath(__file__)), "describe", "--always", "--dirty"])),
    ]
    facts += [(peer.title, peer.versions) for peer in others if not peer.options]
    threads = os.environ.get("TAPESTRY_NUM_THREADS")
    facts.append(("threads", threads or "each program's default"))
    return facts


def runtime(program):
    """How a program has it: what a small operation costs depends on that."""
    try:
        done = subprocess.run(["ldd", program], capture_output=True, text=True, check=False, timeout=60)
        return "a library of its own" if "libswiftCore" in done.stdout else "in the program"
    except (OSError, subprocess.TimeoutExpired):
        return "unknown"


def processor():
    model = "unknown processor"
    features = []
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            text = lines.read()
        model = re.search(r"model name\s*:\s*(.*)", text).group(1)
        flags = re.search(r"flags\s*:\s*(.*)", text).group(1).split()
        features = [name for name in ("avx2", "avx512f", "avx512_bf16", "amx_tile") if name in flags]
    except (OSError, AttributeError):
        pass
    return model + (f" ({', '.join(features)})" if features else "")


def memory():
    try:
        with open("/proc/meminfo", encoding="utf-8") as lines:
            kilobytes = int(re.search(r"MemTotal:\s*(\d+)", lines.read()).group(1))
        return f"{kilobytes / 2**20:.1f} GiB"
    except (OSError, AttributeError):
        return "unknown"


def first_line(command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        return (done.stdout.strip().splitlines() or ["unknown"])[0]
    except (OSError, subprocess.TimeoutExpired):
        return "unknown"
