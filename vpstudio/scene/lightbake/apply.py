"""A scene with its baked light put in."""

from __future__ import annotations

from dataclasses import replace

from vpstudio.model.baked import Baked, Unwrapped
from vpstudio.model.scene import Mesh, Scene
from vpstudio.scene.snow import unsnowed


def fits(scene: Scene, baked: Baked) -> bool:
    """Whether the bake was made of this very scene, as far as can be told from counts."""
    if unsnowed(baked.key) != unsnowed(scene.key):
        return False
    return all(_fits(scene.meshes[number], cut) for number, cut in baked.unwrapped.items() if number < len(scene.meshes)) and all(
        number < len(scene.meshes) for number in baked.unwrapped
    )


def _fits(mesh: Mesh, cut: Unwrapped) -> bool:
    return len(cut.indices) == len(mesh.indices) and int(cut.vertex.max(initial=0)) < len(mesh.positions)


def applied(scene: Scene, baked: Baked) -> Scene:
    """The scene with a lightmap and a volume; its key tells it from the bare one. Raises ValueError where the bake is another's."""
    if not fits(scene, baked):
        raise ValueError(f"a bake of {baked.key!r} does not fit {scene.key!r}")
    meshes = tuple(_cut(mesh, baked.unwrapped.get(number)) for number, mesh in enumerate(scene.meshes))
    key = f"{scene.key} baked {baked.samples} {baked.lightmap.shape}"
    made = replace(scene, key=key, meshes=meshes, lightmap=baked.lightmap, volume=baked.volume)
    if made.animate is None:
        return made
    return made


def _cut(mesh: Mesh, cut: Unwrapped | None) -> Mesh:
    """The mesh with its vertices doubled where the lightmap's seams run."""
    if cut is None:
        return mesh
    of = cut.vertex
    return replace(
        mesh,
        positions=mesh.positions[of],
        normals=mesh.normals[of],
        indices=cut.indices,
        uv=None if mesh.uv is None else mesh.uv[of],
        uv2=None if mesh.uv2 is None else mesh.uv2[of],
        tangents=None if mesh.tangents is None else mesh.tangents[of],
        colours=None if mesh.colours is None else mesh.colours[of],
        uv_light=cut.uv,
    )
