import { type WorldPoint, worldWidth } from './map-site';

/** What of the world is seen: a point of it stands at `point * scale + offset` of the frame, in pixels. */
export interface MapView {
  /** Pixels a unit of the world. */
  scale: number;
  x: number;
  y: number;
}

/** The frame in pixels, and the height of the world in its own units. */
export interface MapFrame {
  width: number;
  height: number;
  worldHeight: number;
}

/** How much nearer one can come than where the whole world is seen: a city then fills the map. */
const nearest = 64;
/** Where a view is fitted to sites, it comes so near at most: the outline is too coarse for more. */
const nearestFit = 8;
/** Room around sites that a view is fitted to, in pixels: for their marks and names. */
const margin = 56;

/** The scale at which the whole world is seen. */
export function toFarthest({ width, height, worldHeight }: MapFrame): number {
  return Math.min(width / worldWidth, height / worldHeight);
}

/** The view with its scale within bounds and the world over the frame: along a side that is longer, in its middle. */
export function boundView({ scale, x, y }: MapView, frame: MapFrame): MapView {
  const bounded = Math.min(Math.max(scale, toFarthest(frame)), toFarthest(frame) * nearest);
  return {
    scale: bounded,
    x: boundOffset(x, frame.width, worldWidth * bounded),
    y: boundOffset(y, frame.height, frame.worldHeight * bounded),
  };
}

function boundOffset(offset: number, frame: number, world: number): number {
  if (world <= frame) return (frame - world) / 2;
  return Math.min(0, Math.max(frame - world, offset));
}

/** Nearer by a factor, or farther; what stands at the point of the frame stays there as far as the bounds allow. */
export function zoomAt(view: MapView, factor: number, at: { x: number; y: number }, frame: MapFrame): MapView {
  const farthest = toFarthest(frame);
  const scale = Math.min(Math.max(view.scale * factor, farthest), farthest * nearest);
  const ratio = scale / view.scale;
  return boundView({ scale, x: at.x - (at.x - view.x) * ratio, y: at.y - (at.y - view.y) * ratio }, frame);
}

/** Moved by so many pixels. */
export function panBy(view: MapView, dx: number, dy: number, frame: MapFrame): MapView {
  return boundView({ ...view, x: view.x + dx, y: view.y + dy }, frame);
}

/** A view in which all the points are seen; the whole world where there are none. */
export function fitView(points: readonly WorldPoint[], frame: MapFrame, mostNear = nearestFit): MapView {
  const farthest = toFarthest(frame);
  if (points.length === 0) return boundView({ scale: farthest, x: 0, y: 0 }, frame);
  const [left, right] = toSpan(points.map(({ x }) => x));
  const [top, bottom] = toSpan(points.map(({ y }) => y));
  // A frame too small for the margin keeps half of itself for the sites.
  const room = (side: number) => Math.max(side / 2, side - 2 * margin);
  const scale = Math.min(
    room(frame.width) / Math.max(right - left, Number.EPSILON),
    room(frame.height) / Math.max(bottom - top, Number.EPSILON),
    farthest * mostNear,
  );
  const bounded = Math.max(scale, farthest);
  const x = frame.width / 2 - ((left + right) / 2) * bounded;
  const y = frame.height / 2 - ((top + bottom) / 2) * bounded;
  return boundView({ scale: bounded, x, y }, frame);
}

function toSpan(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

/** A view as near as can be: of a cluster whose sites are to part. */
export function fitNear(points: readonly WorldPoint[], frame: MapFrame): MapView {
  return fitView(points, frame, nearest);
}

/** Moved as little as it takes to see the point well within the frame; the same view where it already is. */
export function reveal(view: MapView, point: WorldPoint, frame: MapFrame): MapView {
  const dx = toNudge(point.x * view.scale + view.x, frame.width);
  const dy = toNudge(point.y * view.scale + view.y, frame.height);
  return dx === 0 && dy === 0 ? view : panBy(view, dx, dy, frame);
}

function toNudge(at: number, side: number): number {
  const edge = Math.min(margin, side / 4);
  if (at < edge) return edge - at;
  return at > side - edge ? side - edge - at : 0;
}

/** Whether one can come nearer, and go farther. */
export function findLimits({ scale }: MapView, frame: MapFrame): { canComeNearer: boolean; canGoFarther: boolean } {
  const farthest = toFarthest(frame);
  const tolerance = 1.0001;
  return { canComeNearer: scale * tolerance < farthest * nearest, canGoFarther: scale > farthest * tolerance };
}

/** The view in a frame of another size, with the same place in its middle. */
export function carryView({ view, frame: from }: { view: MapView; frame: MapFrame }, to: MapFrame): MapView {
  const dx = (to.width - from.width) / 2;
  const dy = (to.height - from.height) / 2;
  return boundView({ ...view, x: view.x + dx, y: view.y + dy }, to);
}

/** A part of the world, in its own units. */
export interface WorldBox {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** How many steps a box takes along the frame: it moves by one at a time, so that little is drawn anew. */
const boxSteps = 3;

/** What of the world is in view and up to two thirds of a frame around it; the same while little moves. `level` is at most the scale. */
export function toWorldBox({ scale, x, y }: MapView, { width, height }: MapFrame, level: number): WorldBox {
  const [stepX, stepY] = [width / level / boxSteps, height / level / boxSteps];
  const before = (at: number, step: number) => (Math.floor(at / step) - 1) * step;
  const after = (at: number, step: number) => (Math.ceil(at / step) + 1) * step;
  return {
    left: before(-x / scale, stepX),
    right: after((width - x) / scale, stepX),
    top: before(-y / scale, stepY),
    bottom: after((height - y) / scale, stepY),
  };
}

export function isWithin({ x, y }: WorldPoint, { left, right, top, bottom }: WorldBox): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
}

/**
 * What of the line from one point to another is within the box, by Liang and Barsky; null: none of it. What is drawn of a dashed
 * line costs as much out of view as in it.
 */
export function clipLine(
  from: WorldPoint,
  to: WorldPoint,
  { left, right, top, bottom }: WorldBox,
): { from: WorldPoint; to: WorldPoint } | null {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  let [start, end] = [0, 1];
  for (const [step, room] of [
    [-dx, from.x - left],
    [dx, right - from.x],
    [-dy, from.y - top],
    [dy, bottom - from.y],
  ] as const) {
    if (step === 0 && room < 0) return null;
    if (step < 0) start = Math.max(start, room / step);
    if (step > 0) end = Math.min(end, room / step);
  }
  if (start > end) return null;
  const at = (share: number) => ({ x: from.x + dx * share, y: from.y + dy * share });
  return { from: start === 0 ? from : at(start), to: end === 1 ? to : at(end) };
}
