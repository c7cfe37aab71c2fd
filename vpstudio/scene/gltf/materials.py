"""Materials: metallic-roughness with its textures, and the extensions that we can honour or come near to."""

from __future__ import annotations

from dataclasses import replace

from vpstudio.model.scene import Material, TextureUse, Vector3
from vpstudio.scene.gltf import schema
from vpstudio.scene.gltf.document import Document, extension
from vpstudio.scene.gltf.limits import shown
from vpstudio.scene.gltf.textures import Textures

# Blended glass keeps a little of its surface, or a pane without reflections would vanish altogether.
GLASS_ALPHA = 0.12
BRIGHTEST = 10_000.0
DEFAULT = Material("glTF default", base_colour=(1, 1, 1, 1), metallic=1.0, roughness=1.0)


class Materials:
    """The materials that primitives use, in the order of first use; glTF's default stands for none."""

    def __init__(self, document: Document, textures: Textures) -> None:
        self.document = document
        self.textures = textures
        self._built: dict[int | None, int] = {}
        self.list: list[Material] = []

    def number(self, index: int | None) -> int:
        """Where the material ``index`` stands in ``list``; built when it is first asked for."""
        if index not in self._built:
            material = DEFAULT
            if index is not None:
                material = self._build(self.document.item(self.document.gltf.materials, index, "material"), index)
            self._built[index] = len(self.list)
            self.list.append(material)
        return self._built[index]

    def normal_map(self, number: int) -> TextureUse | None:
        """The normal texture of ``list[number]``."""
        return self.list[number].uses.get("normal")

    def _build(self, entry: schema.Material, index: int) -> Material:
        pbr = entry.pbr_metallic_roughness
        glass = extension(entry, "KHR_materials_transmission", schema.Transmission)
        material = Material(
            name=shown(entry.name or f"material {index}"),
            base_colour=_colour(pbr.base_color_factor),
            metallic=_unit(pbr.metallic_factor),
            roughness=_unit(pbr.roughness_factor),
            emissive=_emission(entry),
            alpha_mode=entry.alpha_mode.lower(),  # type: ignore[arg-type]
            alpha_cutoff=entry.alpha_cutoff,
            double_sided=entry.double_sided,
            normal_scale=entry.normal_texture.scale if entry.normal_texture else 1.0,
            occlusion_strength=_unit(entry.occlusion_texture.strength) if entry.occlusion_texture else 1.0,
            uses=self._uses(entry),
        )
        if glass is not None and glass.transmission_factor > 0:
            material = self._glass(material, _unit(glass.transmission_factor))
        return _unlit(material) if "KHR_materials_unlit" in entry.extensions else material

    def _uses(self, entry: schema.Material) -> dict[str, TextureUse]:
        """What each texture is for. Only a missing colour is shown by the checker: in a normal map it would be nonsense."""
        pbr, use = entry.pbr_metallic_roughness, self.textures.use
        found = {
            "base_colour": use(pbr.base_color_texture, srgb=True, needed=True),
            "metallic_roughness": use(pbr.metallic_roughness_texture, srgb=False),
            "normal": use(entry.normal_texture, srgb=False),
            "occlusion": use(entry.occlusion_texture, srgb=False),
            "emissive": use(entry.emissive_texture, srgb=True),
        }
        return {name: texture for name, texture in found.items() if texture is not None}

    def _glass(self, material: Material, transmission: float) -> Material:
        """KHR_materials_transmission as a blended pane: what lies behind shows, neither tinted nor bent."""
        self.document.warnings.add("gltf.glass_approximated", material.name)
        r, g, b, alpha = material.base_colour
        return replace(material, alpha_mode="blend", base_colour=(r, g, b, alpha * (1 - transmission * (1 - GLASS_ALPHA))))


def _unlit(material: Material) -> Material:
    """KHR_materials_unlit: the colour as it is, without light, glow or bumps."""
    uses = {name: use for name, use in material.uses.items() if name == "base_colour"}
    return replace(material, shader="unlit", emissive=(0, 0, 0), uses=uses)


def _emission(entry: schema.Material) -> Vector3:
    """Factor times KHR_materials_emissive_strength; 1.0 is as bright as diffuse white, whatever the file's lights."""
    strength = extension(entry, "KHR_materials_emissive_strength", schema.EmissiveStrength)
    times = strength.emissive_strength if strength else 1.0
    r, g, b = (min(max(c * times, 0.0), BRIGHTEST) for c in entry.emissive_factor)
    return (r, g, b)


def _colour(factor: list[float]) -> tuple[float, float, float, float]:
    r, g, b, alpha = (_unit(part) for part in factor)
    return (r, g, b, alpha)


def _unit(value: float) -> float:
    """Files with 1.0000001 exist."""
    return min(max(value, 0.0), 1.0)
