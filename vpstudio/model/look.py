"""The look: how the actor is cut out and how the two halves become one picture. Saved with each take."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from vpstudio.model.mask import Mask, Point
from vpstudio.model.setting import Settings, setting

KeyMode = Literal["auto", "hybrid", "neural", "chroma", "difference", "none"]
StrokeKind = Literal["screen", "actor"]
GRAIN_BANDS = 8
Fringe = Annotated[float, Field(ge=-0.02, le=0.02)]
Value = float | tuple[float, ...]


class Stroke(Settings):
    """A click or a stroke that says what the picture shows there.

    points: (x, y) fractions of the upright plate. colours: display light (linear RGB) seen under them when they were drawn, a
    few dozen at most: from these the keyer's values are made, so that a stroke keeps its meaning when the actor walks on.
    """

    kind: StrokeKind
    points: tuple[Point, ...]
    colours: tuple[tuple[float, float, float], ...]


class KeySettings(Settings):
    """How the actor is cut out. ``keyer`` names ``shaders/keyers/KEYER.glsl``; ``values`` are its uniforms by name.

    matter_values: the matter's own settings; difference_values: those of the difference matter, but for its plate. plate: file of
    the captured clean plate (PNG of the upright picture), empty: none.
    """

    mode: KeyMode = setting(
        "auto", "Method", choices=("Automatic", "AI and green screen", "AI matte", "Green screen", "Difference", "No matte")
    )
    keyer: str = setting("colour_difference", "Keyer", advanced=True)
    values: dict[str, Value] = Field(default_factory=dict, title="Keyer values")
    matter: str = setting("mediapipe", "AI matter", advanced=True)
    matter_values: dict[str, Any] = Field(default_factory=dict, title="AI matter values")
    difference_values: dict[str, Any] = Field(default_factory=dict, title="Difference values")
    plate: str = setting("", "Clean plate", widget="file", advanced=True)
    space: Literal["light", "codes"] = setting(
        "light",
        "Key space",
        choices=("Linear light", "Camera codes"),
        advanced=True,
        help="What the key's arithmetic is done in. Cameras with a strong picture profile may key better in their own codes.",
    )
    core: float = setting(0.0, "Core", low=0, high=1, step=0.05, advanced=True, help="Fills thin places well inside a keyed actor.")
    chroma_shift_px: float = setting(
        0.0,
        "Colour shift",
        low=-4,
        high=4,
        step=0.25,
        unit="px",
        advanced=True,
        help="Where the camera's colour lies beside its brightness.",
    )
    keep_props: bool = setting(
        True, "Keep props", help="Keep solid things before the screen that hang together with the actor or stand free."
    )
    strokes: tuple[Stroke, ...] = ()
    masks: tuple[Mask, ...] = ()


class EdgeSettings(Settings):
    """What happens where actor and set meet."""

    despill: float = setting(1.0, "Despill", low=0, high=1, step=0.01, help="How much of the screen's colour is taken off the actor.")
    light_wrap: float = setting(0.08, "Light wrap", low=0, high=0.15, step=0.01, help="Light of the set that bends round the actor's edge.")
    refine: float = setting(1.0, "Edge refinement", low=0, high=1, step=0.01, help="How closely an AI matte follows the picture's edges.")
    black_clip: float = setting(0.0, "Black clip", low=0, high=0.49, step=0.01, advanced=True)
    white_clip: float = setting(1.0, "White clip", low=0.51, high=1, step=0.01, advanced=True)
    gamma: float = setting(1.0, "Edge gamma", low=0.3, high=3, step=0.05, advanced=True, help="Above 1 the soft edge grows fuller.")
    choke: float = setting(0.0, "Choke", low=-6, high=6, step=0.25, unit="px", help="Pulls the edge in; negative lets it out.")
    feather: float = setting(0.0, "Feather", low=0, high=12, step=0.25, unit="px", help="Softens the edge.")
    rim: float = setting(
        0.15, "Rim tint", low=0, high=0.5, step=0.01, help="How far the actor's edge takes on the colour of the set behind."
    )


class MatchSettings(Settings):
    """How the **set** is brought to the plate. The actor is never graded."""

    exposure_ev: float = setting(0.0, "Set exposure", low=-4, high=4, step=0.05, unit="EV")
    temperature: float = setting(0.0, "Set warmth", low=-1, high=1, step=0.01, help="Negative is cooler, positive warmer.")
    tint: float = setting(0.0, "Set tint", low=-1, high=1, step=0.01, help="Negative is greener, positive more magenta.")
    saturation: float = setting(1.0, "Set saturation", low=0, high=2, step=0.01)
    grey_code: float = setting(
        118, "Grey card code", low=60, high=180, step=1, advanced=True, help="The camera's 8-bit code for an 18 % grey card."
    )
    white_code: float = setting(
        240, "White code", low=180, high=254, step=1, advanced=True, help="The camera's 8-bit code for diffuse white."
    )
    black: Literal["auto", "typed"] = setting(
        "auto",
        "Black by",
        choices=("Measured camera", "Black code"),
        advanced=True,
        help="Where the camera was measured, the darkest of the set gets the darkest code of its picture.",
    )
    black_code: float = setting(6, "Black code", low=0, high=40, step=1, advanced=True, help="The darkest code of the plate.")
    view: Literal["camera", "aces"] = setting(
        "camera",
        "View",
        choices=("As the camera shows", "ACES 2.0"),
        advanced=True,
        help="How scene light becomes codes, for the set and for a camera that records log.",
    )
    defocus: float = setting(0.35, "Set softness", low=0, high=1, step=0.01, help="How soft the far set is, as if focused on the actor.")


class LensSettings(Settings):
    """How the **set** is seen through the real lens. ``blur``: ``auto`` follows the lens where it reports its stop, else softness."""

    blur: Literal["auto", "simple", "lens"] = setting(
        "auto",
        "Depth of field",
        choices=("Automatic", "By softness", "By lens and T-stop"),
        help="By the real lens the set is as soft as that lens would show it; else as soft as the softness says.",
    )
    t_stop: float = setting(2.8, "T-stop", low=0.7, high=32, step=0.1, help="Used where the lens does not report it.")
    focus_m: float = setting(
        0.0, "Focus distance", low=0, high=100, step=0.05, unit="m", advanced=True, help="0: on the actor, or as the lens reports."
    )
    bloom: float = setting(0.02, "Glow of lights", low=0, high=0.2, step=0.005, help="The part of all light that the lens scatters widely.")
    veil: float = setting(
        0.008, "Veiling flare", low=0, high=0.05, step=0.001, advanced=True, help="The part of all light that lies evenly over the picture."
    )
    vignette_ev: float = setting(
        0.0, "Darker corners", low=0, high=3, step=0.05, unit="EV", advanced=True, help="What the camera's lens loses in the corners."
    )
    sharpness: Literal["auto", "typed", "full"] = setting(
        "auto",
        "Sharpness by",
        choices=("Measured camera", "Edge width", "As drawn"),
        help="Edges of the set become as soft as the camera's own. Unmeasured, the set stays as drawn.",
    )
    edge_px: float = setting(
        2.0,
        "Edge width",
        low=0.7,
        high=12,
        step=0.1,
        unit="px",
        advanced=True,
        help="Pixels of the camera's picture in which a sharp edge goes from 10 to 90 %.",
    )
    fringes: Literal["auto", "typed", "none"] = setting(
        "auto", "Colour fringes by", choices=("Measured camera", "Fringe width", "None"), advanced=True
    )
    fringe_px: float = setting(
        0.0,
        "Fringe width",
        low=-6,
        high=6,
        step=0.1,
        unit="px",
        advanced=True,
        help="How much farther out red is drawn than blue in the corners of the camera's picture.",
    )


class GrainSettings(Settings):
    """Noise over the set, so that it is not cleaner than the camera's picture.

    bands: the camera's measured noise: one standard deviation of red, green and blue, in 8-bit codes, for each eighth of the luma
    range from black up (optics/plate_measure.py); empty where nothing was measured, and then the amount counts.
    """

    how: Literal["amount", "measured"] = setting("amount", "Grain by", choices=("Amount", "Measured camera"))
    amount: float = setting(0.35, "Grain", low=0, high=2, step=0.01)
    size_px: float = setting(1.4, "Grain size", low=1, high=4, step=0.1, unit="px", advanced=True)
    bands: tuple[tuple[float, float, float], ...] = Field(default=(), max_length=GRAIN_BANDS)

    @field_validator("bands")
    @classmethod
    def _bands(cls, value: tuple[tuple[float, float, float], ...]) -> tuple[tuple[float, float, float], ...]:
        if value and (len(value) != GRAIN_BANDS or not all(0 <= part <= 64 for row in value for part in row)):
            raise ValueError(f"{GRAIN_BANDS} rows of 0 to 64 codes, or none")
        return value


class PlateSeen(Settings):
    """What was measured of the camera's picture (optics/plate_measure.py), kept with the look so that it stays what it was.

    edge_px: 10 to 90 per cent width of its sharpest edges, in its own pixels. black: code of its darkest 0.1 per cent. fringes: by
    which part red and blue are drawn larger than green. None: not measured, or not to be measured.
    """

    edge_px: float | None = Field(default=None, ge=0.3, le=20)
    black: float | None = Field(default=None, ge=0, le=128)
    fringes: tuple[Fringe, Fringe] | None = None


class ActorSettings(Settings):
    """What the actor does to the **set**: his shadow in its key light, the dark under his feet, his reflection in a floor."""

    shadow: float = setting(0.75, "Shadow", low=0, high=1, step=0.01, help="How dark the actor's shadow on the set is.")
    contact: float = setting(0.7, "Under the feet", low=0, high=1, step=0.01, help="How dark the floor is where feet stand on it.")
    reflection: float = setting(
        0.8, "Reflection in the floor", low=0, high=1, step=0.01, help="Where the set's floor mirrors and feet are seen."
    )
    cloth: float = setting(
        0.0,
        "Real shadow",
        low=0,
        high=1,
        step=0.01,
        advanced=True,
        help="His shadow on the real cloth, laid on the set. Needs a clean plate.",
    )


class ColourSettings(Settings):
    """The crew's own look on the finished picture, actor and set alike. The clean layer of a take never has it."""

    cdl: str = setting("", "Colour decision (CDL)", widget="file", help="A .cdl, .cc or .ccc file; laid on first.")
    lut: str = setting("", "Look table (LUT)", widget="file", help="A .cube file for a picture as on a screen.")


class Look(Settings):
    """All of the look."""

    key: KeySettings = KeySettings()
    edge: EdgeSettings = EdgeSettings()
    match: MatchSettings = MatchSettings()
    lens: LensSettings = LensSettings()
    grain: GrainSettings = GrainSettings()
    actor: ActorSettings = ActorSettings()
    colour: ColourSettings = ColourSettings()
    seen: PlateSeen = PlateSeen()
