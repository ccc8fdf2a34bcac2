"""A telephone before sheets on a table: where it is held, the light, what is in the way, what its chip makes of it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from zlib import crc32

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tests.scenes.inks import PER_MM, Floats, Points
from tests.scenes.sheets import Sheet, paper
from tests.scenes.surfaces import Surface, flat
from tests.scenes.surroundings import FINGERS, SHADOWS, edge, table

_COARSE = 4


@dataclass(frozen=True)
class Lying:
    """A sheet on the table: its middle (mm from that of the picture), how it is turned (degrees), how it is bent."""

    sheet: Sheet = field(default_factory=Sheet)
    x: float = 0.0
    y: float = 0.0
    turn: float = 0.0
    surface: Surface = flat


@dataclass(frozen=True)
class Scene:
    """A photo. Angles in degrees, lengths in millimetres; `tilt`, `side`: how far it is from straight above."""

    lying: Sequence[Lying] = (Lying(),)
    size: tuple[int, int] = (1512, 2016)
    tilt: float = 8.0
    side: float = 3.0
    roll: float = 1.0
    distance: float = 420.0
    view: float = 330.0
    """How much of the table fits into the longer side of the picture."""
    aim: tuple[float, float] = (0.0, 0.0)
    barrel: float = 0.02
    """How far the corners of the picture are drawn in by the lens; negative: out."""
    light: float = 1.0
    lamp: tuple[float, float] = (-250.0, -300.0)
    warmth: float = 0.1
    shadow: str = ""
    finger: str = ""
    table: str = "wood"
    focus: float = 0.8
    """Blur in pixels (standard deviation)."""
    shake: float = 0.0
    grain: float = 1.0
    mirrored: bool = False
    quality: int = 86
    zoom: float = 1.0


def photo(scene: Scene, name: str) -> bytes:
    """The JPEG the telephone makes; `name` seeds what is left to chance."""
    chance = np.random.default_rng(crc32(name.encode()))
    width, height = scene.size
    columns, rows = np.meshgrid(
        np.arange(-_COARSE, width + _COARSE, _COARSE, dtype=float),
        np.arange(-_COARSE, height + _COARSE, _COARSE, dtype=float),
    )
    rays = _rays(scene, np.column_stack([columns.ravel(), rows.ravel()]))
    spots = _on_table(scene, rays)
    lit = _light(scene, spots.reshape((*columns.shape, 2)))
    picture = _fine(table(scene.table, spots.reshape((*columns.shape, 2)), chance), scene.size)
    for lying in scene.lying:
        _lay(picture, scene, lying, rays, columns.shape)
    picture *= _fine(lit, scene.size)
    if scene.finger:
        _cover(picture, scene, spots.reshape((*columns.shape, 2)), chance)
    return _taken(picture, scene, chance)


def _rays(scene: Scene, pixels: Points) -> Points:
    """The direction each pixel looks in, in the camera's own axes."""
    width, height = scene.size
    focal = max(width, height) * scene.distance / scene.view * scene.zoom
    x, y = (pixels - (width / 2, height / 2)).T / (max(width, height) / 2)
    bend = 1 + scene.barrel * (x**2 + y**2)
    scale = max(width, height) / 2 / focal
    return np.column_stack([x * bend * scale, y * bend * scale, np.ones_like(x)])


def _axes(scene: Scene) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The camera's place above the table (z up, away from it), and its axes as rows."""
    tilt, side, roll = (np.deg2rad(angle) for angle in (scene.tilt, scene.side, scene.roll))
    around_x = np.array(((1, 0, 0), (0, np.cos(tilt), -np.sin(tilt)), (0, np.sin(tilt), np.cos(tilt))))
    around_y = np.array(((np.cos(side), 0, np.sin(side)), (0, 1, 0), (-np.sin(side), 0, np.cos(side))))
    around_z = np.array(((np.cos(roll), -np.sin(roll), 0), (np.sin(roll), np.cos(roll), 0), (0, 0, 1)))
    axes = around_z @ around_x @ around_y @ np.diag((1.0, 1.0, -1.0))
    eye = np.array((*scene.aim, 0.0)) - axes[2] * scene.distance
    return eye, axes


def _on_table(scene: Scene, rays: Points, height: Points | float = 0.0) -> Points:
    """Where rays meet the plane (or heights) above the table, in mm on it."""
    eye, axes = _axes(scene)
    way = rays @ axes
    steps = (height - eye[2]) / way[:, 2]
    return np.asarray(eye[:2] + steps[:, None] * way[:, :2])


def _lay(picture: Floats, scene: Scene, lying: Lying, rays: Points, shape: tuple[int, ...]) -> None:
    """A sheet into the picture: each ray is followed to where it meets the bent paper."""
    points = _on_sheet(lying, _on_table(scene, rays))
    for _ in range(12):
        height = lying.surface(np.clip(points[:, 0], 0, 210), np.clip(points[:, 1], 0, 297))
        points = 0.4 * points + 0.6 * _on_sheet(lying, _on_table(scene, rays, height))
    there = points.astype(np.float32).reshape((*shape, 2))
    spread = float(np.median(np.abs(np.diff(there, axis=1)).max(axis=2))) / _COARSE
    x, y = (_fine(there[:, :, axis], scene.size) for axis in (0, 1))
    inside = (x > 0) & (x < 210) & (y > 0) & (y < 297)
    soft = max(spread * PER_MM * 0.42, 0.3)
    texture = cv2.GaussianBlur(paper(lying.sheet), (0, 0), soft)
    seen = cv2.remap(texture, x * PER_MM, y * PER_MM, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    seen = np.asarray(seen * _fine(_facing(scene, lying, there), scene.size)[:, :, None], np.float32)
    rim = cv2.GaussianBlur(inside.astype(np.float32), (0, 0), 0.7)[:, :, None]
    below = cv2.GaussianBlur(inside.astype(np.float32), (0, 0), 9)[:, :, None]
    picture *= 1 - 0.35 * below * (1 - rim)
    picture[:] = picture * (1 - rim) + seen * rim


def _on_sheet(lying: Lying, table: Points) -> Points:
    turn = np.deg2rad(lying.turn)
    turned = (table - (lying.x, lying.y)) @ np.array(
        ((np.cos(turn), -np.sin(turn)), (np.sin(turn), np.cos(turn)))
    )
    return np.asarray(turned + np.array((105, 148.5)))


def _facing(scene: Scene, lying: Lying, points: NDArray[np.float32]) -> Floats:
    """How much light bent paper turns to: what leans to the lamp is brighter."""
    x, y = np.clip(points[:, :, 0], 0, 210).astype(float), np.clip(points[:, :, 1], 0, 297).astype(float)
    step = 1.0
    slope_x = (lying.surface(x + step, y) - lying.surface(x - step, y)) / (2 * step)
    slope_y = (lying.surface(x, y + step) - lying.surface(x, y - step)) / (2 * step)
    lamp = np.array((*scene.lamp, 600.0))
    lamp /= np.linalg.norm(lamp)
    facing = (-slope_x * lamp[0] - slope_y * lamp[1] + lamp[2]) / np.sqrt(1 + slope_x**2 + slope_y**2)
    return np.asarray(0.35 + 0.65 * np.clip(facing, 0, None) / lamp[2], np.float32)


def _light(scene: Scene, spots: Points) -> Floats:
    """How bright each spot of the table is, by colour: a lamp that is nearer to one side, and what stands before it."""
    far = np.hypot(np.hypot(spots[:, :, 0] - scene.lamp[0], spots[:, :, 1] - scene.lamp[1]), 600)
    fall = (700 / far) ** 2
    fall /= fall[fall.shape[0] // 2, fall.shape[1] // 2]
    dark = SHADOWS[scene.shadow](spots[:, :, 0], spots[:, :, 1]) if scene.shadow else np.zeros_like(fall)
    tone = np.array((1 - 0.55 * scene.warmth, 1 - 0.2 * scene.warmth, 1.0))
    return np.asarray((scene.light * 0.86 * fall * (1 - dark))[:, :, None] * tone, np.float32)


def _cover(picture: Floats, scene: Scene, spots: Points, chance: np.random.Generator) -> None:
    """A finger, lit, with a nail, a shade beside it and folds of skin."""
    x0, y0, angle, length, thick = FINGERS[scene.finger]
    turn = np.deg2rad(angle)
    x = (spots[:, :, 0] - x0) * np.cos(turn) + (spots[:, :, 1] - y0) * np.sin(turn)
    y = -(spots[:, :, 0] - x0) * np.sin(turn) + (spots[:, :, 1] - y0) * np.cos(turn)
    far = np.hypot(np.clip(x, None, 0), y) - thick
    far = np.where(x > length, 99, far)
    cover = _fine(np.asarray(edge(-far, 0.8), np.float32), scene.size)[:, :, None]
    shade = _fine(np.asarray(0.35 * edge(-far + 5, 8), np.float32), scene.size)[:, :, None]
    round_ = np.sqrt(np.clip(1 - (y / thick) ** 2, 0, 1))
    folds = (
        1
        - 0.12 * np.exp(-(((x - 22) / 0.8) ** 2))
        - 0.1 * np.exp(-(((x - 25) / 0.7) ** 2))
        - 0.08 * np.exp(-(((x - 42) / 0.9) ** 2))
    )
    nail = np.exp(-((np.hypot((x - 3) / 7.5, y / 5.5)) ** 6))
    skin = np.array((0.47, 0.58, 0.82)) * ((0.55 + 0.45 * round_) * folds)[:, :, None]
    skin = skin * (1 - 0.5 * nail[:, :, None]) + np.array((0.66, 0.7, 0.85)) * 0.5 * nail[:, :, None]
    if "pen" in scene.finger:
        shine = np.exp(-(((y + 0.35 * thick) / 0.8) ** 2))[:, :, None]
        skin = np.array((0.14, 0.12, 0.11)) * (0.5 + 0.5 * round_)[:, :, None] + 0.55 * shine
    skin *= 1 + chance.normal(0, 0.015, skin.shape)
    picture *= 1 - shade * (1 - cover)
    picture[:] = picture * (1 - cover) + _fine(np.asarray(skin * scene.light, np.float32), scene.size) * cover


def _fine(coarse: Floats | NDArray[np.float32], size: tuple[int, int]) -> Floats:
    """From every fourth pixel, with one more around, to all."""
    width, height = size
    move = np.array(((_COARSE, 0, -_COARSE), (0, _COARSE, -_COARSE)), np.float32)
    return np.asarray(cv2.warpAffine(coarse, move, (width, height), flags=cv2.INTER_LINEAR), np.float32)


def _taken(picture: Floats, scene: Scene, chance: np.random.Generator) -> bytes:
    """From light to a file: blur of lens and hand, grain of the chip, which is worse in the dark, tone curve, JPEG."""
    if scene.focus:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), scene.focus), np.float32)
    if scene.shake:
        steps = np.linspace(-0.5, 0.5, 9) * scene.shake
        moves = (np.array(((1, 0, step), (0, 1, 0.4 * step)), np.float32) for step in steps)
        picture = np.mean(
            [cv2.warpAffine(picture, move, scene.size, borderMode=cv2.BORDER_REPLICATE) for move in moves],
            axis=0,
        )
    noise = cv2.GaussianBlur(chance.standard_normal(picture.shape, np.float32), (0, 0), 0.6)
    picture = picture + noise * scene.grain * np.sqrt(np.clip(picture, 0.005, None)) * np.array(
        (0.035, 0.02, 0.025), np.float32
    )
    curve = np.clip(picture, 0, 1) ** 0.95
    pixels = np.asarray(np.clip(curve * 255, 0, 255), np.uint8)
    if scene.mirrored:
        pixels = pixels[:, ::-1]
    target = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels[:, :, ::-1])).save(target, "JPEG", quality=scene.quality)
    return target.getvalue()
