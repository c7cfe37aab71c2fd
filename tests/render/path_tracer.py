"""A plain path tracer, slow and without memory, to hold pictures of baked light against: rays from Embree, all else worked out here.

Diffuse surfaces of one colour a triangle; lamps are points with a lobe and a radius, or Lambertian rectangles. Light is radiance;
irradiance of a lamp is intensity / d^2 (model/scene.py).
"""

from __future__ import annotations

import numpy as np

from vpstudio.model.scene import Light, Scene

OFF_M = 1e-3
"""How far a ray starts from its surface."""


class PathTracer:
    """One scene whose nodes hold still. corners: (M, 3, 3) metres; albedo: (M, 3); normals: (M, 3), of the triangles' fronts."""

    def __init__(self, scene: Scene, seed: int = 1) -> None:
        from embreex.mesh_construction import TriangleMesh
        from embreex.rtcore_scene import EmbreeScene

        places = [(scene.meshes[number], node.local) for node in scene.nodes for number in node.meshes]
        self.corners = np.concatenate([(m.positions @ p[:3, :3].T + p[:3, 3])[m.indices.reshape(-1, 3)] for m, p in places]).astype("f4")
        self.albedo = np.concatenate([mesh.bounce.albedo for mesh, _ in places]).astype(float)
        a, b, c = np.moveaxis(self.corners.astype(float), 1, 0)
        across = np.cross(b - a, c - a)
        self.normals = across / np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-12)
        self.lights = [(light, scene.nodes[light.node].local) for light in scene.lights if light.intensity > 0]
        self.rng = np.random.default_rng(seed)
        self._rays = EmbreeScene()
        TriangleMesh(self._rays, self.corners)

    def first(self, origins, ways):
        """(N,) triangle that each ray meets, -1 for none; (N,) metres."""
        found = self._rays.run(origins.astype("f4"), ways.astype("f4"), output=True)
        return found["primID"].astype(int), found["tfar"].astype(float)

    def picture(self, origin, ways, samples: int, bounces: int):
        """(N, 3) radiance along ``ways`` from one place by so many paths each, (N,) triangles met."""
        triangle, metres = self.first(np.tile(origin, (len(ways), 1)), ways)
        assert (triangle >= 0).all(), "a closed room"
        points, normals = origin + ways * metres[:, None], self.normals[triangle]
        total = np.zeros((len(ways), 3))
        grid = round(samples**0.5)
        for number in range(grid * grid):
            # Each way out of the first point lies in a square of its own: less noise, the same mean.
            cell = np.array([number % grid, number // grid]) / grid
            total += self._arriving(points, normals, bounces, cell + self.rng.uniform(size=(len(ways), 2)) / grid)
        return self.albedo[triangle] * total / grid**2, triangle

    def _arriving(self, points, normals, bounces: int, square):
        """(N, 3) irradiance over pi along one path from each point; square: (N, 2), 0..1, where its first way goes."""
        light = self._straight(points, normals)
        if bounces == 0:
            return light
        ways = cosine(normals, square)
        triangle, metres = self.first(points + normals * OFF_M, ways)
        met = triangle >= 0
        front = (self.normals[triangle] * ways).sum(axis=1) < 0
        there = points + ways * metres[:, None]
        on = np.flatnonzero(met & front)
        further = self._arriving(there[on], self.normals[triangle[on]], bounces - 1, self.rng.uniform(size=(len(on), 2)))
        light[on] += self.albedo[triangle[on]] * further
        return light

    def _straight(self, points, normals):
        """(N, 3) irradiance over pi from every lamp, by one ray to each."""
        total = np.zeros((len(points), 3))
        for light, place in self.lights:
            spot, strength = self._lamp(light, place, points, normals)
            way = spot - points
            metres = np.linalg.norm(way, axis=1)
            asked = np.flatnonzero(strength > 0)
            start = points[asked] + normals[asked] * OFF_M
            _, free = self.first(start, way[asked] / metres[asked, None])
            strength[asked] *= free > metres[asked] - 3e-3
            total += strength[:, None] * np.array(light.colour) * light.intensity / np.pi
        return total

    def _lamp(self, light: Light, place, points, normals):
        """(N, 3) a place on a lamp for each point; (N,) the irradiance that its unit gives there unhidden."""
        count, aim = len(points), -place[:3, 2]
        if light.kind == "rectangle":
            u, v = (self.rng.uniform(-0.5, 0.5, (2, count)) * np.array(light.size_m)[:, None])[:, :, None]
            spot, lobe = place[:3, 3] + u * place[:3, 0] + v * place[:3, 1], light.size_m[0] * light.size_m[1]
        else:
            ball = self.rng.normal(size=(count, 3))
            ball *= (self.rng.uniform(size=(count, 1)) ** (1 / 3)) / np.linalg.norm(ball, axis=1, keepdims=True)
            spot, lobe = place[:3, 3] + ball * light.radius_m, 1.0
        way = spot - points
        squared = (way**2).sum(axis=1)
        way = way / np.sqrt(squared)[:, None]
        leaving = np.maximum(-(way @ aim), 0)
        shape = leaving if light.kind == "rectangle" else 1 - light.spread + light.spread * leaving
        return spot, lobe * shape * np.maximum((way * normals).sum(axis=1), 0) / squared


def cosine(normals, square):
    """(N, 3) ways about normals, as often as their cosine: a point on the unit sphere that touches the place (Shirley et al.)."""
    z, turn = 1 - 2 * square[:, 0], 2 * np.pi * square[:, 1]
    ring = np.sqrt(np.maximum(1 - z * z, 0))
    ways = normals * 1.0001 + np.stack([ring * np.cos(turn), ring * np.sin(turn), z], axis=1)
    return ways / np.linalg.norm(ways, axis=1, keepdims=True)
