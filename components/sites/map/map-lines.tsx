import { clsx } from 'clsx';
import { memo } from 'react';
import { clipLine, type WorldBox } from './map-view';
import type { MapLine } from './to-map-lines';

const strokes: Record<MapLine['tone'], { className: string; width: number; dash?: string }> = {
  healthy: { className: 'stroke-border-control/60', width: 1 },
  neutral: { className: 'stroke-border-control/60', width: 1, dash: '1 4' },
  'in-progress': { className: 'stroke-in-progress-mark', width: 1.5, dash: '8 3 2 3' },
  warning: { className: 'stroke-warning-mark', width: 1.75, dash: '7 3' },
  unknown: { className: 'stroke-unknown-mark', width: 1.75, dash: '2 3' },
  critical: { className: 'stroke-critical-mark', width: 2.5 },
};

/** Lines between marks in units of the world, their colour and dash the worst status of the links that run there. */
export const MapLines = memo(function MapLines({ lines, box }: { lines: readonly MapLine[]; box: WorldBox }) {
  return (
    <g className="fill-none">
      {lines.map(({ key, from, to, tone }) => {
        const seen = clipLine(from, to, box);
        if (seen === null) return null;
        const { className, width, dash } = strokes[tone];
        return (
          <line
            key={key}
            x1={seen.from.x}
            y1={seen.from.y}
            x2={seen.to.x}
            y2={seen.to.y}
            vectorEffect="non-scaling-stroke"
            strokeWidth={width}
            strokeDasharray={dash}
            className={clsx(className, 'forced-colors:stroke-[CanvasText]')}
          />
        );
      })}
    </g>
  );
});
