'use client';
import { clsx } from 'clsx';
import { type CSSProperties, memo, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { FailedState } from '@/components/ui/panel-states';
import { useHeldLoading } from '@/components/ui/use-held-loading';
import { ClusterList } from './cluster-list';
import { MapControls } from './map-controls';
import { MapLines } from './map-lines';
import { MapMarks } from './map-marks';
import type { MapLink, MapSite } from './map-site';
import { findLimits, fitNear, reveal, toFarthest, toWorldBox, type WorldBox } from './map-view';
import { placeLabels } from './place-labels';
import { chooseLinks, toMapLines } from './to-map-lines';
import { type MapMark, type PlacedSite, toMapMarks } from './to-map-marks';
import { useFrameSize } from './use-frame-size';
import { useMapView } from './use-map-view';
import { useWorldOutline } from './use-world-outline';
import type { WorldOutline } from './world-outline';

export interface SiteMapProps {
  /** What is on the map, read aloud. */
  label: string;
  sites: readonly MapSite[];
  links: readonly MapLink[];
  selected: string | null;
  onSelect: (name: string) => void;
  className?: string;
}

/** Marks are put together anew when the scale has grown by a quarter: between, they only draw apart. */
const levelsPerDoubling = 3;

const noSites: readonly PlacedSite[] = [];

/** Sites on a bundled outline of the world. Wheel, drag, buttons, `+`, `-` and `0` move it. */
export function SiteMap({ label, sites, links, selected, onSelect, className }: SiteMapProps) {
  const frameElement = useRef<HTMLDivElement>(null);
  const size = useFrameSize(frameElement);
  const outline = useWorldOutline(size !== null);
  const world = outline.data ?? null;
  const isHeld = useHeldLoading(world === null && outline.error === null);
  const helpId = useId();
  const [opened, setOpened] = useState<readonly PlacedSite[] | null>(null);
  const placed = useMemo(
    () => (world === null ? noSites : sites.map((site) => ({ ...site, ...world.toPoint(site) }))),
    [world, sites],
  );
  const frame = useMemo(
    () => (size === null || world === null ? null : { ...size, worldHeight: world.height }),
    [size, world],
  );
  const map = useMapView(frameElement, placed, frame);
  const { view, move } = map;
  const level = view === null || frame === null ? null : toLevel(view.scale, toFarthest(frame));
  const marks = useMemo(() => (level === null ? [] : toMapMarks(placed, level)), [placed, level]);
  const box = useBox(view === null || frame === null || level === null ? null : toWorldBox(view, frame, level));
  const labels = useMemo(() => (level === null ? [] : placeLabels(marks, level)), [marks, level]);
  const lines = useMemo(() => toMapLines(chooseLinks(links, selected), marks), [links, selected, marks]);

  const press = useCallback(
    (mark: MapMark) => {
      const [first] = mark.sites;
      if (first === undefined) return;
      setOpened(null);
      if (mark.sites.length === 1) return onSelect(first.name);
      move((now, within) => {
        const nearer = fitNear(mark.sites, within);
        // Where no zoom parts them they are listed.
        if (toMapMarks(mark.sites, toLevel(nearer.scale, toFarthest(within))).length > 1) return nearer;
        setOpened(mark.sites);
        return now;
      });
    },
    [move, onSelect],
  );
  const reach = useCallback((mark: MapMark) => move((now, within) => reveal(now, mark, within)), [move]);

  // What is chosen in the list comes into view.
  const chosen = useMemo(() => placed.find(({ name }) => name === selected), [placed, selected]);
  useEffect(() => {
    if (chosen !== undefined) move((now, within) => reveal(now, chosen, within));
  }, [chosen, move]);

  const limits = view === null || frame === null ? null : findLimits(view, frame);
  return (
    <div
      ref={frameElement}
      className={clsx(
        'relative touch-pan-y overflow-hidden bg-canvas forced-colors:bg-[Canvas]',
        map.isDragging ? 'cursor-grabbing' : 'cursor-grab',
        className,
      )}
      {...map.handlers}
    >
      {outline.error ? (
        <FailedState
          title="The map could not be loaded"
          cause="Its outline did not arrive. The list tells the same."
          onRetry={() => void outline.refetch()}
          isRetrying={outline.isFetching}
        />
      ) : view === null || world === null || box === null ? (
        isHeld ? (
          <p className="p-4 text-meta text-muted">Drawing the map…</p>
        ) : null
      ) : (
        // biome-ignore lint/a11y/useSemanticElements: a group of marks, not a set of fields
        <svg
          role="group"
          aria-label={label}
          aria-describedby={helpId}
          width="100%"
          height="100%"
          className="absolute inset-0 block"
          onKeyDown={(event) => {
            if (event.altKey || event.ctrlKey || event.metaKey) return;
            const act = { '+': map.zoomIn, '=': map.zoomIn, '-': map.zoomOut, '0': map.fit }[event.key];
            if (act === undefined) return;
            event.preventDefault();
            act();
          }}
        >
          <g transform={`translate(${view.x} ${view.y}) scale(${view.scale})`}>
            <Land world={world} />
            <MapLines lines={lines} box={box} />
          </g>
          <g transform={`translate(${view.x} ${view.y})`} style={{ '--scale': view.scale } as CSSProperties}>
            <MapMarks marks={marks} labels={labels} box={box} selected={selected} onPress={press} onReach={reach} />
          </g>
        </svg>
      )}
      <p id={helpId} className="sr-only">
        Arrow keys walk the marks, Enter selects one or parts several; plus, minus and zero zoom. The list beside the
        map tells the same.
      </p>
      {limits === null ? null : (
        <MapControls
          {...limits}
          isFitted={map.isFitted}
          onNearer={map.zoomIn}
          onFarther={map.zoomOut}
          onFit={map.fit}
        />
      )}
      {opened === null ? null : (
        <ClusterList
          sites={opened}
          onChoose={(name) => {
            setOpened(null);
            onSelect(name);
          }}
          onClose={() => setOpened(null)}
        />
      )}
    </div>
  );
}

/** The same box while its sides are the same. */
function useBox(box: WorldBox | null): WorldBox | null {
  const [kept, setKept] = useState(box);
  const isSame =
    kept === box ||
    (kept !== null &&
      box !== null &&
      kept.left === box.left &&
      kept.right === box.right &&
      kept.top === box.top &&
      kept.bottom === box.bottom);
  if (!isSame) setKept(box);
  return isSame ? kept : box;
}

/** The scale at or below this one at which marks are put together. */
function toLevel(scale: number, farthest: number): number {
  const level = Math.floor(Math.log2(scale / farthest) * levelsPerDoubling + 1e-6);
  return farthest * 2 ** (Math.max(0, level) / levelsPerDoubling);
}

/** The outline, drawn once: moving the map only moves what is around it. */
const Land = memo(function Land({ world: { land, borders } }: { world: WorldOutline }) {
  return (
    <>
      <path
        d={land}
        vectorEffect="non-scaling-stroke"
        strokeWidth={0.75}
        className="fill-raised stroke-border forced-colors:fill-[Canvas] forced-colors:stroke-[GrayText]"
      />
      <path
        d={borders}
        vectorEffect="non-scaling-stroke"
        strokeWidth={0.75}
        className="fill-none stroke-border forced-colors:stroke-[GrayText]"
      />
    </>
  );
});
