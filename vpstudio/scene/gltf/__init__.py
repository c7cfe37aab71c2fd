"""Reads glTF 2.0 files (.glb, .gltf) as virtual sets: our own reader on json, numpy and cv2's picture decoders.

World mapping: glTF is Y up with an asset's front toward +Z; the house is Z up, Y forward. x -> x, y -> z, z -> -y, done once by the
root node, so that a front faces the camera of a mark with pan 0 and every other node keeps the file's own numbers.

What the file asks and we cannot show stands in ``Scene.warnings``; what makes no sense or does harm raises ``Problem``.
"""

from vpstudio.scene.gltf.loader import load

__all__ = ["load"]
