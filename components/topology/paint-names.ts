import { linkHealths } from '@/lib/api/contracts/link-keys';
import { type Point, toView } from './camera';
import { markSize } from './paint-mark';
import type { SceneFrame } from './scene-frame';
import type { ScenePaints } from './scene-paints';
import type { Scene, SceneSite } from './to-scene';

const mostNames = 80;
const nameHeight = 16;
/** Of more sites names only avoid each other, and only the first of them are tried, at their sides: each frame does it anew. */
const mostMarksAvoided = 200;
const mostTried = 240;
const besides = 4;

/** How wide names are; measuring one costs more than painting it. */
export class NameWidths {
  readonly #known = new Map<string, number>();

  of(context: CanvasRenderingContext2D, name: string): number {
    const width = this.#known.get(name) ?? context.measureText(name).width;
    this.#known.set(name, width);
    return width;
  }
}

/** Names where there is room for them: of what is looked at first, then of the worst, then of those with most links. */
export function paintNames(
  context: CanvasRenderingContext2D,
  frame: SceneFrame,
  paints: ScenePaints,
  names: NameWidths,
): void {
  const { scene, camera, width, height } = frame;
  const isCrowded = scene.sites.length > mostMarksAvoided;
  const taken = isCrowded ? [] : scene.sites.map((site) => toMarkBox(toView(camera, site)));
  let [written, tried] = [0, 0];
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = paints.surface;
  for (const site of toNameOrder(frame, scene)) {
    if (written >= mostNames || tried >= mostTried) break;
    const { x, y } = toView(camera, site);
    if (x < 0 || y < 0 || x > width || y > height) continue;
    const wide = names.of(context, site.title);
    tried += 1;
    const places = [
      { left: x + 10, top: y - nameHeight / 2 },
      { left: x - 10 - wide, top: y - nameHeight / 2 },
      { left: x - wide / 2, top: y - 8 - nameHeight },
      { left: x - wide / 2, top: y + 8 },
      { left: x + 6, top: y - 4 - nameHeight },
      { left: x - 6 - wide, top: y - 4 - nameHeight },
      { left: x + 6, top: y + 4 },
      { left: x - 6 - wide, top: y + 4 },
    ];
    const free = places
      .slice(0, isCrowded ? besides : places.length)
      .find(
        ({ left, top }) =>
          left > 0 &&
          left + wide < width &&
          !taken.some(
            (box) => left < box.right && left + wide > box.left && top < box.bottom && top + nameHeight > box.top,
          ),
      );
    if (free === undefined) continue;
    written += 1;
    taken.push({ ...free, right: free.left + wide, bottom: free.top + nameHeight });
    context.fillStyle = site.isLocated ? paints.text : paints.muted;
    context.strokeText(site.title, free.left, free.top + nameHeight / 2);
    context.fillText(site.title, free.left, free.top + nameHeight / 2);
  }
}

function toMarkBox({ x, y }: Point) {
  const reach = markSize + 1;
  return { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach };
}

const orders = new WeakMap<Scene, readonly SceneSite[]>();

function toNameOrder({ focused, selection }: SceneFrame, scene: Scene): SceneSite[] {
  const known =
    orders.get(scene) ??
    scene.sites.toSorted(
      (one, other) => linkHealths.indexOf(one.health) - linkHealths.indexOf(other.health) || other.links - one.links,
    );
  orders.set(scene, known);
  const first = [focused, scene.siteByName.get(selection.at ?? ''), scene.siteByName.get(selection.to ?? '')];
  return [...new Set([...first.filter((site) => site !== null && site !== undefined), ...known])];
}
