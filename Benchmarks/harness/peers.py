"""The programs that are compared."""
import functools
import json
import os
import shutil
import subprocess


class Kind:
    """A framework, or a way of using one."""

    def __init__(self, name, title, key, packages, options=()):
        self.name, self.title, self.key = name, title, key
        self.packages, self.options = tuple(packages), list(options)


PEERS = (
    Kind("torch", "PyTorch", "torch", ["torch", "numpy"]),
    Kind("torch.fused", "PyTorch, fused Adam", "torch", ["torch", "numpy"], ["--fused"]),
    Kind("torch.compile", "PyTorch, compiled, fused Adam", "torch", ["torch", "numpy"],
         ["--compile", "--fused"]),
    Kind("jax", "JAX", "jax", ["jax", "optax", "numpy"]),
    Kind("keras", "Keras", "keras", ["tensorflow", "keras"]),
    Kind("mlx", "MLX", "mlx", ["mlx", "numpy"]),
)
# What other settings of a framework can change.
TRAINING = ("mlp_epoch", "mlp_step", "cnn_step", "lstm_step", "gpt_step")


class Peer:
    """A program that prints one JSON object a line for each workload."""

    def __init__(self, name, title, command, options=(), versions=""):
        self.name, self.title, self.versions = name, title, versions
        self.command, self.options = command, list(options)
        self.failed = set()

    def takes(self, family):
        if family in self.failed:
            return False
        return not self.options or family in TRAINING

    def run(self, family, mnist, epochs):
        """The lines of one run, and an error or None."""
        arguments = ["--mnist", mnist, "--only", family, "--epochs", str(epochs)] + self.options
        try:
            done = subprocess.run(
                self.command + arguments, capture_output=True, text=True, check=False, timeout=1800)
        except (OSError, subprocess.TimeoutExpired) as error:
            self.failed.add(family)
            return [], f"{self.title}: {family}: {error}"
        lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        if done.returncode == 0:
            return lines, None
        # Not tried again in later rounds.
        self.failed.add(family)
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return lines, f"{self.title}: {family} ended with status {done.returncode}: {last}"


def find(arguments, own_scripts):
    """The peers that are installed, and a line for each that is not."""
    found, missing = [], []
    wanted = arguments.peers.split(",")
    for kind in PEERS:
        if kind.name not in wanted:
            continue
        options = vars(arguments)
        python = options[f"{kind.key}_python"] or shutil.which("python3")
        script = options[f"{kind.key}_script"] or os.path.join(
            arguments.peer_scripts or own_scripts, f"{kind.key}_bench.py")
        versions, why = probe(python, kind.packages, kind.key)
        if why is None and not os.path.exists(script):
            why = f"{script} does not exist"
        if why:
            missing.append(f"{kind.title}: not measured: {why}")
        else:
            found.append(Peer(kind.name, kind.title, [python, script], kind.options, versions))
    return found, missing


@functools.cache
def probe(python, packages, key):
    """The versions of packages in a Python, or why they cannot be had. They are not loaded: that takes some of them seconds."""
    if not python:
        return None, "no Python"
    code = (
        "import importlib.util, importlib.metadata as m, sys\n"
        f"packages = {packages!r}\n"
        "missing = [p for p in packages if importlib.util.find_spec(p) is None]\n"
        "if missing: sys.exit('has no ' + ', '.join(missing))\n"
        "def version(p):\n"
        "  for name in (p, p + '-cpu'):\n"
        "    try: return p + ' ' + m.version(name)\n"
        "    except m.PackageNotFoundError: pass\n"
        "  return p\n"
        "print(', '.join(version(p) for p in packages))"
    )
    try:
        done = subprocess.run(
            [python, "-c", code], capture_output=True, text=True, check=False, timeout=300)
    except (OSError, subprocess.TimeoutExpired) as error:
        return None, str(error)
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return None, f"{python} {last} (TAPESTRY_{key.upper()}_PYTHON names another)"
    return done.stdout.strip(), None
