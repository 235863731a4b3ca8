"""Tests of the comparison: python3 -m unittest discover -s Benchmarks/tests"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

BENCHMARKS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, BENCHMARKS)

from harness import growth, plot, report
from harness.families import floor, nearness, target
from harness.peers import Peer
from harness.results import Results, quotient

OURS, TORCH = Peer("tapestry", "Tapestry", ["x"]), Peer("torch", "PyTorch", ["x"])


def line(work, value, unit, **more):
    return dict(work=work, value=value, unit=unit, **more)


class Numbers(unittest.TestCase):
    def test_a_ratio_above_one_is_ours(self):
        self.assertEqual(quotient(2, 6, "ms"), 3)
        self.assertEqual(quotient(2, 6, "GFLOP/s"), 1 / 3)

    def test_targets(self):
        self.assertEqual(target("mlp_epoch_dataloader"), 6)
        self.assertEqual(target("ew_exp_16K"), 1.3)
        self.assertEqual(target("ew_exp_16M"), 1.5)
        self.assertEqual(target("rand_normal_16M"), 8)
        self.assertEqual(target("peak_rss ew"), 3)
        self.assertIsNone(target("ew_add_out"))
        self.assertEqual(target("mlp_step", "jax"), 1.6)
        self.assertEqual(target("gpt_step", "torch.compile"), 1)
        self.assertIsNone(target("mm_64", "jax"))
        self.assertEqual(nearness("gpt_step"), 1.6)

    def test_floors(self):
        measured = {"floor_gemm": 100, "floor_stream": 10, "floor_mlp_step": 0.5}
        self.assertEqual(floor("mlp_step", measured)[0], 0.5)
        self.assertAlmostEqual(floor("mlp_epoch_handbatch", measured)[0], 0.2345)
        self.assertAlmostEqual(floor("ew_add_16M", measured)[0], 12 * 2**24 / 10e9 * 1e3)
        self.assertEqual(floor("mm_64", measured)[0], 100)
        # 35.8 million multiply-adds an image, 31.9 of them in the second convolution.
        self.assertAlmostEqual(floor("cnn_step", measured)[0], 91.6, delta=0.1)
        self.assertIsNone(floor("op_add4_grad", measured))

    def test_exponents(self):
        square = [(x, 3 * x**2) for x in (1, 10, 100, 1000)]
        self.assertAlmostEqual(growth.exponent(square), 2)
        self.assertAlmostEqual(growth.steepest_doubling(square), 2)
        # What is the same for all sizes does not count among the large ones.
        fixed = [(x, 100 + x) for x in (1, 10, 100, 10**4, 10**5, 10**6)]
        self.assertAlmostEqual(growth.exponent(fixed), 1, delta=0.01)

    def test_plots_are_svg(self):
        import xml.dom.minidom
        picture = plot.log_log("a < b", "x", "ms", [(10, 0.5), (100, 5), (100000, 5000)], 1)
        self.assertEqual(xml.dom.minidom.parseString(picture).documentElement.tagName, "svg")


class Runs(unittest.TestCase):
    def results(self):
        results = Results([("processor", "P"), ("PyTorch", "torch 2")], ["MLX: not measured: none"])
        for value in (1, 2, 3):
            results.add(OURS, "mlp_step", ([
                line("import", 0, "s"), line("mlp_step", value, "ms"), line("peak_rss", 10, "MiB")], None))
            results.add(TORCH, "mlp_step", ([
                line("mlp_step", 10 * value, "ms"), line("peak_rss", 20, "MiB")], None))
        results.add(OURS, "grow_batch", (
            [line("grow_batch", 2.0 * x, "ms", x=x, memory=x << 20) for x in (1, 10, 100, 1000)], None))
        results.rounds = 3
        return results

    def test_report(self):
        results = self.results()
        with tempfile.TemporaryDirectory() as folder:
            with open(report.write(results, folder), encoding="utf-8") as file:
                text = file.read()
            self.assertIn("| `mlp_step` | ms | 2 | – | – | 20 | **10.00** | ≥ 4 ✓ | 10.00 |", text)
            self.assertIn("| `mlp_step` | 10 | 20 (**2.00** ✗) |", text)
            self.assertIn("MLX: not measured: none", text)
            self.assertIn("| 1.00 | 1 | ✓ |", text)
            self.assertNotIn("`import`", text)
            with open(os.path.join(folder, "readme.md"), encoding="utf-8") as file:
                self.assertIn("| one training step of it, batch 128 | ms | 2 | 20 | 10 |", file.read())
            self.assertTrue(os.path.exists(os.path.join(folder, "grow_batch_time.svg")))
            # What was stored gives the same again.
            path = os.path.join(folder, "results.json")
            with open(path, "w", encoding="utf-8") as file:
                json.dump(results.as_json(), file)
            with open(report.write(Results.load(path), folder), encoding="utf-8") as file:
                self.assertEqual(file.read(), text)

    def test_the_program(self):
        with tempfile.TemporaryDirectory() as folder:
            def script(name, text):
                path = os.path.join(folder, name)
                with open(path, "w", encoding="utf-8") as file:
                    file.write(f"#!{sys.executable}\n{text}")
                os.chmod(path, 0o755)
                return path
            ours = script("ours", "import json\nprint(json.dumps(dict(work='mlp_step', value=1, unit='ms')))\n")
            broken = script("jax_bench.py", "import sys\nsys.exit('no luck')\n")
            done = subprocess.run(
                [sys.executable, os.path.join(BENCHMARKS, "compare.py"), "--mnist", folder, "--workloads", ours,
                 "--output", os.path.join(folder, "out"), "--only", "mlp_step", "--rounds", "2",
                 "--peers", "torch,jax", "--torch-python", "/none", "--jax-python", sys.executable,
                 "--jax-script", broken], capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
            with open(os.path.join(folder, "out", "report.md"), encoding="utf-8") as file:
                text = file.read()
            self.assertIn("`mlp_step` | ms | 1 |", text)
            self.assertIn("PyTorch: not measured", text)
            self.assertIn("JAX: ", text)


if __name__ == "__main__":
    unittest.main()
