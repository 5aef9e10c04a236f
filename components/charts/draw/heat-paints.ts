'use client';
import { useSyncExternalStore } from 'react';
import { heatBinCount } from '../prepare/heat-bins';

/** What a heat grid is painted with: colours as the canvas takes them. */
export interface HeatPaints {
  /** By bin, the palest first. */
  bins: readonly string[];
  /** By bin, the best first. */
  diverging: readonly string[];
  surface: string;
  outline: string;
  hatch: string;
  text: string;
  muted: string;
  focus: string;
  faulted: string;
  degraded: string;
  /** The person chose the colours: bins are told by how far a cell is filled. */
  isForced: boolean;
}

/** System colours where the person's own are in force: the canvas is not recoloured by itself. */
const forcedPaints: HeatPaints = {
  bins: Array.from({ length: heatBinCount }, () => 'CanvasText'),
  diverging: Array.from({ length: heatBinCount }, () => 'CanvasText'),
  surface: 'Canvas',
  outline: 'CanvasText',
  hatch: 'GrayText',
  text: 'CanvasText',
  muted: 'CanvasText',
  focus: 'Highlight',
  faulted: 'CanvasText',
  degraded: 'CanvasText',
  isForced: true,
};

const forcedQuery = '(forced-colors: active)';

/** The theme's colours as they are now. Reads styles: once a theme, not once a frame. */
export function readPaints(): HeatPaints {
  if (window.matchMedia(forcedQuery).matches) return forcedPaints;
  const probe = document.createElement('span');
  // A transition would give every colour as the one before it.
  probe.style.transitionProperty = 'none';
  document.body.append(probe);
  const read = (name: string) => {
    probe.style.color = `var(--color-${name})`;
    return getComputedStyle(probe).color;
  };
  const paints: HeatPaints = {
    bins: Array.from({ length: heatBinCount }, (_, bin) => read(`sequential-${bin + 1}`)),
    diverging: Array.from({ length: heatBinCount }, (_, bin) => read(`diverging-${bin + 1}`)),
    surface: read('surface'),
    outline: read('border-control'),
    hatch: read('unknown-mark'),
    text: read('text'),
    muted: read('muted'),
    focus: read('focus'),
    faulted: read('critical-mark'),
    degraded: read('warning-mark'),
    isForced: false,
  };
  probe.remove();
  return paints;
}

let version = 0;

function subscribe(changed: () => void): () => void {
  const tell = () => {
    version += 1;
    changed();
  };
  const themed = new MutationObserver(tell);
  themed.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const queries = ['(prefers-color-scheme: dark)', forcedQuery].map((query) => window.matchMedia(query));
  for (const query of queries) query.addEventListener('change', tell);
  return () => {
    themed.disconnect();
    for (const query of queries) query.removeEventListener('change', tell);
  };
}

/** A number that changes when the theme does. */
export function useThemeVersion(): number {
  return useSyncExternalStore(
    subscribe,
    () => version,
    () => 0,
  );
}
