"""Tiny ONNX models written byte by byte: protobuf is varints and length-delimited fields (onnx.proto3, IR version 8, opset 13)."""

import struct

import numpy as np

FLOAT, UINT8, INT64, FLOAT16 = 1, 2, 7, 10
CODES = {"f4": FLOAT, "u1": UINT8, "i8": INT64, "f2": FLOAT16}


def varint(value):
    value &= (1 << 64) - 1
    out = bytearray()
    while True:
        out.append(value & 0x7F | (0x80 if value > 0x7F else 0))
        value >>= 7
        if not value:
            return bytes(out)


def field(number, value):
    """int: varint; bytes and str: length-delimited."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def tensor(name, values):
    values = np.asarray(values)
    code = CODES[values.dtype.str[1:]]
    return b"".join(field(1, int(side)) for side in values.shape) + field(2, code) + field(8, name) + field(9, values.tobytes())


def attribute(name, value):
    if isinstance(value, float):
        return field(1, name) + varint(2 << 3 | 5) + struct.pack("<f", value) + field(20, 1)
    if isinstance(value, int):
        return field(1, name) + field(3, value) + field(20, 2)
    if isinstance(value, str):
        return field(1, name) + field(4, value) + field(20, 3)
    return field(1, name) + b"".join(field(8, int(each)) for each in value) + field(20, 7)


def node(op, inputs, outputs, **attributes):
    parts = [field(1, name) for name in inputs] + [field(2, name) for name in outputs] + [field(4, op)]
    return b"".join(parts + [field(5, attribute(name, value)) for name, value in attributes.items()])


def value(name, shape, dtype="f4"):
    """shape: numbers, or names for free sides."""
    sides = b"".join(field(1, field(1, side) if isinstance(side, int) else field(2, side)) for side in shape)
    return field(1, name) + field(2, field(1, field(1, CODES[dtype]) + field(2, sides)))


def model(nodes, inputs, outputs, constants=None, metadata=None):
    graph = b"".join(field(1, each) for each in nodes) + field(2, "tiny")
    graph += b"".join(field(5, tensor(name, values)) for name, values in (constants or {}).items())
    graph += b"".join(field(11, each) for each in inputs) + b"".join(field(12, each) for each in outputs)
    made = field(1, 8) + field(2, "tests") + field(7, graph) + field(8, field(1, "") + field(2, 13))
    return made + b"".join(field(14, field(1, key) + field(2, text)) for key, text in (metadata or {}).items())


def channel(at, dtype="f4"):
    """Nodes and constants that take one channel of an NCHW picture ``src``: a 1 x 1 convolution onto it, as ``one``."""
    weights = np.zeros((1, 3, 1, 1), dtype)
    weights[0, at] = 1
    return [node("Conv", ["src", "w"], ["one"])], {"w": weights}
