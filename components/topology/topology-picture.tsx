'use client';
import { Maximize, Minus, Plus } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { panBy, reveal, zoomAt } from './camera';
import { sayLine, saySite } from './say-scene';
import type { Scene, SceneLine, SceneSite, Selection } from './to-scene';
import { useScenePainter } from './use-scene-painter';
import { hitScene, stepSite } from './walk-scene';

export interface TopologyPictureProps {
  scene: Scene;
  drawn: readonly SceneLine[];
  selection: Selection;
  onSite: (site: SceneSite | null) => void;
  onLine: (line: SceneLine) => void;
}

const zoomStep = 1.5;
/** So far the pointer may move in a click. */
const clickReach = 4;

type Hit = ReturnType<typeof hitScene>;

/**
 * Sites at their fixed places and the lines between them, on one canvas. One tab stop: the arrow keys walk from site to site,
 * Enter looks at one, plus and minus zoom. Drag, wheel and buttons do the same for the pointer.
 */
export function TopologyPicture({ scene, drawn, selection, onSite, onLine }: TopologyPictureProps) {
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const press = useRef<{ x: number; y: number; isDrag: boolean } | null>(null);
  const [focusedName, setFocusedName] = useState<string | null>(null);
  const [isFocused, setFocused] = useState(false);
  const [pointed, setPointed] = useState<{ x: number; y: number; hit: NonNullable<Hit> } | null>(null);
  const stood = scene.siteByName.get(focusedName ?? selection.at ?? '') ?? null;
  const painter = useScenePainter(frame, canvas, { scene, drawn, selection, focused: isFocused ? stood : null });

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    // React listens passively, and the page would scroll along.
    const zoom = (event: WheelEvent) => {
      if (!event.ctrlKey && document.activeElement !== element) return;
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const at = { x: event.clientX - box.left, y: event.clientY - box.top };
      painter.move((camera) => zoomAt(camera, at, Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002))));
    };
    element.addEventListener('wheel', zoom, { passive: false });
    return () => element.removeEventListener('wheel', zoom);
  }, [painter]);

  const zoomBy = (factor: number) =>
    painter.move((camera, { width, height }) => zoomAt(camera, { x: width / 2, y: height / 2 }, factor));

  function handleKey(event: KeyboardEvent) {
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    const next = stepSite(scene.sites, stood, event.key);
    if (next !== null) {
      setFocusedName(next.name);
      painter.move((camera, size) => reveal(camera, next, size));
    } else if (event.key === 'Enter' || event.key === ' ') onSite(stood);
    else if (event.key === 'Escape' && selection.at !== null) onSite(null);
    else if (event.key === '+' || event.key === '=') zoomBy(zoomStep);
    else if (event.key === '-') zoomBy(1 / zoomStep);
    else if (event.key === '0') painter.fit();
    else return;
    event.preventDefault();
  }

  function toPoint({ clientX, clientY }: { clientX: number; clientY: number }) {
    const box = frame.current?.getBoundingClientRect();
    return box === undefined ? null : { x: clientX - box.left, y: clientY - box.top };
  }

  function hitAt(event: { clientX: number; clientY: number }): { x: number; y: number; hit: Hit } | null {
    const point = toPoint(event);
    const camera = painter.camera();
    return point === null || camera === null
      ? null
      : { ...point, hit: hitScene({ sites: scene.sites, lines: drawn }, camera, point) };
  }

  function handleMove(event: PointerEvent) {
    const from = press.current;
    if (from === null || event.pointerType === 'touch') {
      const at = event.pointerType === 'touch' ? null : hitAt(event);
      const hit = at === null ? null : at.hit;
      const isSame = hit === null ? pointed === null : isSameHit(hit, pointed?.hit ?? null);
      if (!isSame) setPointed(at === null || hit === null ? null : { x: at.x, y: at.y, hit });
      return;
    }
    const [x, y] = [event.clientX - from.x, event.clientY - from.y];
    if (!from.isDrag && Math.hypot(x, y) < clickReach) return;
    if (!from.isDrag) event.currentTarget.setPointerCapture(event.pointerId);
    press.current = { x: event.clientX, y: event.clientY, isDrag: true };
    painter.move((camera) => panBy(camera, x, y));
    if (pointed !== null) setPointed(null);
  }

  function handleUp(event: PointerEvent) {
    const wasDrag = press.current?.isDrag !== false;
    press.current = null;
    const hit = wasDrag && event.pointerType !== 'touch' ? null : (hitAt(event)?.hit ?? null);
    if (wasDrag || hit === null) return;
    if ('line' in hit) return onLine(hit.line);
    setFocusedName(hit.site.name);
    onSite(hit.site);
  }

  const words = pointed === null ? null : 'site' in pointed.hit ? saySite(pointed.hit.site) : sayLine(pointed.hit.line);
  return (
    <div className="relative min-w-0">
      <p id={`${id}-keys`} className="sr-only">
        Arrow keys walk from site to site, Enter looks at one and Escape at all again. Plus and minus zoom, 0 shows all.
        The list tells the same.
      </p>
      <div
        ref={frame}
        role="listbox"
        tabIndex={0}
        aria-label="Sites of the topology"
        aria-describedby={`${id}-keys`}
        aria-activedescendant={`${id}-site`}
        onKeyDown={handleKey}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onPointerDown={({ clientX, clientY, button }) => {
          if (button === 0) press.current = { x: clientX, y: clientY, isDrag: false };
        }}
        onPointerMove={handleMove}
        onPointerUp={handleUp}
        onPointerCancel={() => {
          press.current = null;
        }}
        onPointerLeave={() => setPointed(null)}
        className="relative h-[35rem] overflow-hidden"
        style={{ cursor: pointed === null ? 'grab' : 'pointer' }}
      >
        {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas takes no focus; the box around it does */}
        <canvas ref={canvas} aria-hidden="true" className="block" />
        {/* biome-ignore lint/a11y/useFocusableInteractive: the box has the focus and names it as its active one */}
        <div
          id={`${id}-site`}
          role="option"
          aria-selected={stood !== null && stood.name === selection.at}
          aria-setsize={scene.sites.length}
          aria-posinset={stood === null ? 1 : scene.sites.indexOf(stood) + 1}
          className="sr-only"
        >
          {stood === null ? 'No site yet' : [saySite(stood).title, ...saySite(stood).lines].join('. ')}
        </div>
      </div>
      <fieldset className="absolute top-2 right-2 flex flex-col gap-1">
        <legend className="sr-only">View</legend>
        <IconButton label="Zoom in" variant="secondary" size="compact" onClick={() => zoomBy(zoomStep)}>
          <Plus aria-hidden className="size-4" />
        </IconButton>
        <IconButton label="Zoom out" variant="secondary" size="compact" onClick={() => zoomBy(1 / zoomStep)}>
          <Minus aria-hidden className="size-4" />
        </IconButton>
        <IconButton label="Show all" variant="secondary" size="compact" onClick={() => painter.fit()}>
          <Maximize aria-hidden className="size-4" />
        </IconButton>
      </fieldset>
      {pointed === null || words === null ? null : (
        <div
          aria-hidden="true"
          className="pointer-events-none absolute z-20 flex max-w-72 flex-col rounded-control border bg-raised px-2 py-1 text-meta shadow-floating"
          style={{ left: `min(${pointed.x + 14}px, calc(100% - 18rem))`, top: pointed.y + 14 }}
        >
          <span className="font-medium">{words.title}</span>
          {words.lines.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </div>
      )}
    </div>
  );
}

function isSameHit(one: NonNullable<Hit>, other: Hit): boolean {
  if (other === null) return false;
  if ('site' in one) return 'site' in other && one.site === other.site;
  return 'line' in other && one.line === other.line;
}
