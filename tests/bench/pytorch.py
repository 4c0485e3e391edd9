"""The rival of `npm run bench -- learner`: the same Q-network, update and forward passes in PyTorch, on one thread.

Started by pytorch.ts. Reads one JSON object a line from standard input, writes one a line to standard output.
"""

import base64
import json
import re
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(1)
torch.set_num_interop_threads(1)
torch.set_flush_denormal(True)


def tensor(text, *shape, dtype=torch.float32):
    return torch.frombuffer(bytearray(base64.b64decode(text)), dtype=dtype).view(*shape)


def layers_of(flat, sizes):
    """Views of a flat vector: for each layer the weights [in, out] and the biases [out]."""
    layers, at = [], 0
    for inputs, outputs in zip(sizes, sizes[1:]):
        weights = flat[at : at + inputs * outputs].view(inputs, outputs)
        at += inputs * outputs
        layers.append((weights, flat[at : at + outputs]))
        at += outputs
    return layers


def forward(layers, x):
    for weights, biases in layers[:-1]:
        x = torch.addmm(biases, x, weights).relu_()
    weights, biases = layers[-1]
    return torch.addmm(biases, x, weights)


class Rival:
    def __init__(self, setup):
        self.sizes = setup["sizes"]
        self.batch = setup["batch"]
        width, batch = self.sizes[0], self.batch
        self.observations = tensor(setup["observations"], batch, width)
        self.next_observations = tensor(setup["nextObservations"], batch, width)
        self.actions = tensor(setup["actions"], batch, 1, dtype=torch.int32).long()
        self.targets = tensor(setup["targets"], batch, 1)
        self.adam = {"betas": (setup["beta1"], setup["beta2"]), "eps": setup["adamEpsilon"]}
        self.inputs = {rows: torch.randn(rows, width) for rows in setup["forwardRows"]}

    def load(self, parameters, learning_rate):
        """Starts anew from these parameters, with Adam at its beginning."""
        start = tensor(parameters, -1)
        self.load_fastest(start, learning_rate)
        self.load_usual(start, learning_rate)

    def load_fastest(self, start, learning_rate):
        # Adam sees all parameters as one tensor, and gradients are summed into views of one: a third faster than `usual`
        # on the small network (measured, as that `foreach` is slower on one tensor, addmm and relu_ faster than Linear
        # and relu, and torch.jit no help).
        self.flat = nn.Parameter(start.clone())
        self.flat.grad = torch.zeros_like(start)
        self.target = layers_of(start.clone(), self.sizes)
        self.online = [(nn.Parameter(w), nn.Parameter(b)) for w, b in layers_of(self.flat.data, self.sizes)]
        for (w, b), (dw, db) in zip(self.online, layers_of(self.flat.grad, self.sizes)):
            w.grad, b.grad = dw, db
        self.optimizer = torch.optim.Adam([self.flat], lr=learning_rate, foreach=False, **self.adam)

    def load_usual(self, start, learning_rate):
        def perceptron():
            modules = []
            for weights, biases in layers_of(start, self.sizes):
                linear = nn.Linear(*weights.shape)
                linear.weight.data = weights.t().contiguous()
                linear.bias.data = biases.clone()
                modules += [linear, nn.ReLU()]
            return nn.Sequential(*modules[:-1])

        self.usual_online, self.usual_target = perceptron(), perceptron()
        parameters = self.usual_online.parameters()
        self.usual_optimizer = torch.optim.Adam(parameters, lr=learning_rate, foreach=True, **self.adam)

    def update(self):
        with torch.inference_mode():
            forward(self.target, self.next_observations)
        q = forward(self.online, self.observations).gather(1, self.actions)
        loss = F.smooth_l1_loss(q, self.targets)
        self.flat.grad.zero_()
        loss.backward()
        self.optimizer.step()
        return loss

    def update_as_usual(self):
        with torch.no_grad():
            self.usual_target(self.next_observations)
        q = self.usual_online(self.observations).gather(1, self.actions)
        loss = F.smooth_l1_loss(q, self.targets)
        self.usual_optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.usual_optimizer.step()
        return loss

    def task(self, name):
        if name == "update":
            return self.update
        if name == "updateAsUsual":
            return self.update_as_usual
        inputs = self.inputs[int(name)]

        def run():
            with torch.inference_mode():
                forward(self.online, inputs)

        return run


def microseconds_per_call(run, milliseconds):
    start = time.perf_counter()
    calls, elapsed = 0, 0.0
    while elapsed < milliseconds / 1000:
        run()
        calls += 1
        elapsed = time.perf_counter() - start
    return elapsed * 1e6 / calls


def blas():
    """The library that multiplies matrices: what is loaded, or else what PyTorch was built with."""
    try:
        with open("/proc/self/maps") as maps:
            # Without NumPy's own copy and what multiplies on graphics cards.
            names = r"/(?!libcublas|libscipy)([^/\s]*(?:blas|mkl|blis|atlas)[^/\s]*)\n"
            loaded = set(re.findall(names, maps.read()))
    except OSError:
        loaded = set()
    built = re.search(r"BLAS_INFO=(\w+)", torch.__config__.show())
    return ", ".join(sorted(loaded)) or (built.group(1) if built else "unknown")


def gigaflops():
    """How fast that library is on [256, 128] x [128, 128]; the reference BLAS is some twenty times slower than others."""
    a, b = torch.randn(256, 128), torch.randn(128, 128)
    best = min(microseconds_per_call(lambda: a @ b, 20) for _ in range(5))
    return 2 * 256 * 128 * 128 / best / 1000


def answer(rival, message):
    kind = message["kind"]
    if kind == "load":
        rival.load(message["parameters"], message["learningRate"])
        return {}
    if kind == "losses":
        update = rival.task(message["task"])
        return {"losses": [update().item() for _ in range(message["steps"])]}
    return {"microseconds": microseconds_per_call(rival.task(message["task"]), message["milliseconds"])}


def main():
    rival = Rival(json.loads(sys.stdin.readline()))
    print(json.dumps({"version": torch.__version__, "blas": blas(), "blasGigaflops": gigaflops()}), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(rival, json.loads(line))), flush=True)


main()
