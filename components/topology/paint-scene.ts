import type { LinkHealth } from '@/lib/api/contracts/link-keys';
import { toView, type ViewSize } from './camera';
import { markSize, paintMark } from './paint-mark';
import { type NameWidths, paintNames } from './paint-names';
import type { SceneFrame } from './scene-frame';
import { healthDashes, type ScenePaints } from './scene-paints';
import { isSelected, type SceneLine, toWidth } from './to-scene';
import { stubEnd } from './walk-scene';

/** What is not looked at, while something is. */
const faded = 0.25;
/** The most that a line to nowhere is wide: it is too short for more. */
const mostStub = 3;

/** Paints the topology: lines under sites under names. */
export function paintScene(
  context: CanvasRenderingContext2D,
  frame: SceneFrame,
  paints: ScenePaints,
  names: NameWidths,
): void {
  const { width, height, drawn, selection } = frame;
  context.fillStyle = paints.surface;
  context.fillRect(0, 0, width, height);
  const chosen = selection.at === null ? drawn : drawn.filter((line) => isSelected(line, selection));
  if (chosen.length < drawn.length) {
    const others = new Set(chosen);
    context.globalAlpha = faded;
    paintLines(
      context,
      frame,
      drawn.filter((line) => !others.has(line)),
      paints,
    );
    context.globalAlpha = 1;
  }
  if (selection.at !== null) paintHalos(context, frame, chosen, paints);
  paintLines(context, frame, chosen, paints);
  paintSites(context, frame, paints);
  paintNames(context, frame, paints, names);
}

const endsOf = ({ camera }: SceneFrame, { from, to }: SceneLine) => {
  const start = toView(camera, from);
  return { start, end: to === null ? { x: start.x + stubEnd.x, y: start.y + stubEnd.y } : toView(camera, to) };
};

function trace(context: CanvasRenderingContext2D, frame: SceneFrame, lines: readonly SceneLine[]): void {
  context.beginPath();
  for (const line of lines) {
    const { start, end } = endsOf(frame, line);
    if (isOutOfView(frame, start, end)) continue;
    context.moveTo(start.x, start.y);
    context.lineTo(end.x, end.y);
  }
  context.stroke();
}

function isOutOfView({ width, height }: ViewSize, one: { x: number; y: number }, other: { x: number; y: number }) {
  return (
    Math.max(one.x, other.x) < 0 ||
    Math.min(one.x, other.x) > width ||
    Math.max(one.y, other.y) < 0 ||
    Math.min(one.y, other.y) > height
  );
}

/** Lines of the same look are one stroke: there may be thousands. */
function paintLines(
  context: CanvasRenderingContext2D,
  frame: SceneFrame,
  lines: readonly SceneLine[],
  paints: ScenePaints,
): void {
  const looks = Map.groupBy(
    lines,
    ({ health, to, capacity }) =>
      `${health} ${Math.round(2 * Math.min(to === null ? mostStub : 10, toWidth(capacity))) / 2}`,
  );
  for (const [look, alike] of looks) {
    const [health, width] = look.split(' ') as [LinkHealth, string];
    context.strokeStyle = paints.health[health];
    context.lineWidth = Number(width);
    context.setLineDash([...healthDashes[health]]);
    trace(context, frame, alike);
  }
  context.setLineDash([]);
  for (const line of lines) {
    if (line.to === null) paintStubEnd(context, frame, line, paints);
    if (line.health === 'healthy' || line.health === 'disabled' || line.to === null) continue;
    const { start, end } = endsOf(frame, line);
    const [x, y] = [(start.x + end.x) / 2, (start.y + end.y) / 2];
    if (x > 0 && y > 0 && x < frame.width && y < frame.height) paintMark(context, x, y, line.health, paints);
  }
}

function paintHalos(
  context: CanvasRenderingContext2D,
  frame: SceneFrame,
  lines: readonly SceneLine[],
  paints: ScenePaints,
): void {
  if (frame.selection.to === null && !frame.selection.outside) return;
  context.globalAlpha = faded;
  context.strokeStyle = paints.selected;
  context.lineWidth = 14;
  trace(context, frame, lines);
  context.globalAlpha = 1;
}

/** A line that ends where no source says ends in an open square. */
function paintStubEnd(
  context: CanvasRenderingContext2D,
  frame: SceneFrame,
  line: SceneLine,
  paints: ScenePaints,
): void {
  const { end } = endsOf(frame, line);
  context.fillStyle = paints.surface;
  context.strokeStyle = paints.health[line.health];
  context.lineWidth = 1.5;
  context.beginPath();
  context.rect(end.x - 3, end.y - 3, 6, 6);
  context.fill();
  context.stroke();
}

function paintSites(context: CanvasRenderingContext2D, frame: SceneFrame, paints: ScenePaints): void {
  const { scene, camera, width, height, focused, selection } = frame;
  for (const site of scene.sites) {
    const { x, y } = toView(camera, site);
    if (x < -10 || y < -10 || x > width + 10 || y > height + 10) continue;
    paintMark(context, x, y, site.health, paints);
    if (site.name !== selection.at && site.name !== selection.to && site !== focused) continue;
    context.strokeStyle = site === focused ? paints.focus : paints.selected;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x, y, markSize + 4, 0, 2 * Math.PI);
    context.stroke();
  }
}
