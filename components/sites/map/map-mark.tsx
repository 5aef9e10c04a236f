import { clsx } from 'clsx';
import { type KeyboardEvent, memo } from 'react';
import { markClasses, StatusShape } from '@/components/ui/status-mark';
import type { MarkLabel } from './place-labels';
import { sayMark } from './say-mark';
import type { MapMark } from './to-map-marks';

/** Half of what a status' shape is wide, in its own units. */
const shapeRadius = 6.5;
/** A triangle and an octagon of a circle's area. */
const equalArea: Partial<Record<MapMark['status'], number>> = { warning: 1.26, critical: 0.97 };
const leastTarget = 13;

export interface MapMarkShapeProps {
  mark: MapMark;
  /** Its name, where that has room beside it. */
  label: MarkLabel | null;
  isSelected: boolean;
  /** The one mark that the tab key comes to. */
  isStop: boolean;
  onPress: (mark: MapMark) => void;
  onKeyDown: (event: KeyboardEvent, mark: MapMark) => void;
  onFocus: (mark: MapMark) => void;
}

/**
 * A mark: its area the GPUs, its shape and colour the status; a dashed ring where it is not known how many there are. It
 * stands at its point of the world times `--scale`, so that zooming draws no mark anew.
 */
export const MapMarkShape = memo(function MapMarkShape({
  mark,
  label,
  isSelected,
  isStop,
  onPress,
  onKeyDown,
  onFocus,
}: MapMarkShapeProps) {
  const { radius, status, sites, gpus } = mark;
  const size = (radius / shapeRadius) * (equalArea[status] ?? 1);
  const isUncertain = gpus === null || gpus.atLeast;
  const words = sayMark(mark);
  return (
    // biome-ignore lint/a11y/useSemanticElements: within a drawing there is no button
    <g
      role="button"
      tabIndex={isStop ? 0 : -1}
      aria-label={words}
      aria-pressed={sites.length === 1 ? isSelected : undefined}
      aria-haspopup={sites.length === 1 ? undefined : 'dialog'}
      data-mark={mark.key}
      style={{ transform: `translate(calc(${mark.x}px * var(--scale)), calc(${mark.y}px * var(--scale)))` }}
      className="group/mark cursor-pointer outline-none"
      onClick={() => onPress(mark)}
      onKeyDown={(event) => onKeyDown(event, mark)}
      onFocus={() => onFocus(mark)}
    >
      <title>{words}</title>
      <circle r={Math.max(leastTarget, radius + 2)} className="fill-transparent" />
      <circle r={radius + 1.5} className="fill-surface forced-colors:fill-[Canvas]" />
      <g
        transform={`scale(${size}) translate(-7 -7)`}
        className={clsx(markClasses[status], 'group-hover/mark:opacity-80 forced-colors:text-[CanvasText]')}
      >
        <StatusShape tone={status} />
      </g>
      {isUncertain ? (
        <circle
          r={radius + 3.5}
          strokeWidth={1.25}
          strokeDasharray="3 2.5"
          className="fill-none stroke-muted forced-colors:stroke-[CanvasText]"
        />
      ) : null}
      {isSelected ? (
        <circle r={radius + 6} strokeWidth={2} className="fill-none stroke-accent forced-colors:stroke-[Highlight]" />
      ) : null}
      <circle
        r={radius + 9}
        strokeWidth={2}
        className="hidden fill-none stroke-focus group-focus-visible/mark:block forced-colors:stroke-[Highlight]"
      />
      {label === null ? null : (
        // Mark and name are one target, with nothing to miss between them.
        <rect
          x={Math.min(0, label.dx)}
          y={-8}
          width={Math.max(label.dx + label.width, -label.dx)}
          height={16}
          className="fill-transparent"
        />
      )}
      {label === null ? null : (
        <text
          x={label.dx}
          y={4}
          strokeWidth={3}
          className="select-none fill-text stroke-canvas text-meta [paint-order:stroke] forced-colors:fill-[CanvasText] forced-colors:stroke-[Canvas]"
        >
          {label.text}
        </text>
      )}
      {sites.length === 1 ? null : <ClusterCount count={sites.length} radius={radius} />}
    </g>
  );
});

/** How many sites stand together, at the mark's upper right. */
function ClusterCount({ count, radius }: { count: number; radius: number }) {
  const text = String(count);
  const width = 10 + text.length * 7;
  const at = radius * Math.SQRT1_2 + 3;
  return (
    <g transform={`translate(${at} ${-at})`}>
      <rect
        x={-width / 2}
        y={-8}
        width={width}
        height={16}
        rx={8}
        strokeWidth={1.5}
        className="fill-text stroke-surface forced-colors:fill-[CanvasText] forced-colors:stroke-[Canvas]"
      />
      <text
        y={4}
        textAnchor="middle"
        className="fill-surface font-semibold text-meta tabular-nums forced-colors:fill-[Canvas]"
      >
        {text}
      </text>
    </g>
  );
}
