/** What of the map is in view: a point of it is drawn at `x · scale + left`, `y · scale + top`. */
export interface Camera {
  scale: number;
  left: number;
  top: number;
}

export interface ViewSize {
  width: number;
  height: number;
}

export interface Point {
  x: number;
  y: number;
}

const leastScale = 0.25;
const mostScale = 400;
/** So far a picture of few sites is enlarged by itself. */
const mostFitted = 12;
/** Room around what is fitted, for marks and names. */
const margin = { x: 90, y: 44 };

/** Shows all of these points; the whole map where there is none. */
export function fitCamera(points: readonly Point[], { width, height }: ViewSize): Camera {
  const all =
    points.length === 0
      ? [
          { x: 0, y: 0 },
          { x: 1_440, y: 1_500 },
        ]
      : points;
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const { x, y } of all) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const room = { width: Math.max(40, width - 2 * margin.x), height: Math.max(40, height - 2 * margin.y) };
  const scale = clampScale(
    Math.min(mostFitted, room.width / Math.max(1, right - left), room.height / Math.max(1, bottom - top)),
  );
  return {
    scale,
    left: width / 2 - (scale * (left + right)) / 2,
    top: height / 2 - (scale * (top + bottom)) / 2,
  };
}

/** Enlarges by a factor, the map staying where it is under a point of the view. */
export function zoomAt(camera: Camera, at: Point, factor: number): Camera {
  const scale = clampScale(camera.scale * factor);
  const by = scale / camera.scale;
  return { scale, left: at.x - (at.x - camera.left) * by, top: at.y - (at.y - camera.top) * by };
}

export function panBy(camera: Camera, x: number, y: number): Camera {
  return { ...camera, left: camera.left + x, top: camera.top + y };
}

/** Moves no more than is needed for a point to be well in view. */
export function reveal(camera: Camera, point: Point, { width, height }: ViewSize): Camera {
  const { x, y } = toView(camera, point);
  const room = { x: Math.min(margin.x, width / 4), y: Math.min(margin.y, height / 4) };
  return panBy(
    camera,
    Math.min(width - room.x, Math.max(room.x, x)) - x,
    Math.min(height - room.y, Math.max(room.y, y)) - y,
  );
}

/** Where a point of the map is in the view. */
export function toView({ scale, left, top }: Camera, { x, y }: Point): Point {
  return { x: x * scale + left, y: y * scale + top };
}

const clampScale = (scale: number) => Math.min(mostScale, Math.max(leastScale, scale));
