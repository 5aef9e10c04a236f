import { heatBinCount, heatBinTitles } from '../prepare/heat-bins';

const swatch = 14;
const binClasses = [
  'text-sequential-1',
  'text-sequential-2',
  'text-sequential-3',
  'text-sequential-4',
  'text-sequential-5',
  'text-sequential-6',
  'text-sequential-7',
];

export interface HeatLegendProps {
  /** What a hatched cell means, e.g. `not measured`. */
  missing: string;
  /** Which glyphs may stand on cells, and what they mean. */
  glyphs: ReadonlyArray<{ glyph: 'faulted' | 'degraded' | 'unclear' | 'partial'; says: string }>;
}

/** What the colours and shapes of a heatmap mean. */
export function HeatLegend({ missing, glyphs }: HeatLegendProps) {
  return (
    <ul aria-label="Legend" className="flex flex-wrap gap-x-3 gap-y-1 text-meta text-muted">
      {heatBinTitles.map((title, bin) => (
        <li key={title} className="flex items-center gap-1">
          <svg aria-hidden="true" width={swatch} height={swatch} className={binClasses[bin]}>
            <rect width={swatch} height={swatch} fill="currentColor" className="forced-colors:hidden" />
            <rect
              y={swatch - (swatch * (bin + 1)) / heatBinCount}
              width={swatch}
              height={(swatch * (bin + 1)) / heatBinCount}
              fill="CanvasText"
              className="hidden forced-colors:block"
            />
            <rect
              x="0.5"
              y="0.5"
              width={swatch - 1}
              height={swatch - 1}
              fill="none"
              className={bin === 0 ? 'stroke-border-control' : 'stroke-transparent forced-colors:stroke-[CanvasText]'}
            />
          </svg>
          {title}
        </li>
      ))}
      <li className="flex items-center gap-1">
        <svg aria-hidden="true" width={swatch} height={swatch} className="stroke-unknown-mark">
          <path d="M0 4 4 0M0 8 8 0M0 12 12 0M2 14 14 2M6 14 14 6M10 14 14 10" />
        </svg>
        {missing}
      </li>
      {glyphs.map(({ glyph, says }) => (
        <li key={glyph} className="flex items-center gap-1">
          <GlyphSign glyph={glyph} />
          {says}
        </li>
      ))}
    </ul>
  );
}

function GlyphSign({ glyph }: { glyph: HeatLegendProps['glyphs'][number]['glyph'] }) {
  return (
    <svg aria-hidden="true" width={swatch} height={swatch} viewBox="0 0 14 14">
      {glyph === 'faulted' ? (
        <path className="fill-critical-mark" d="M4.7 1.5h4.6l3.2 3.2v4.6l-3.2 3.2H4.7L1.5 9.3V4.7Z" />
      ) : null}
      {glyph === 'degraded' ? <path className="fill-warning-mark" d="M7 1.5 12.5 12h-11Z" /> : null}
      {glyph === 'unclear' ? (
        <circle className="fill-surface stroke-unknown-mark" strokeWidth="1.5" cx="7" cy="7" r="3" />
      ) : null}
      {glyph === 'partial' ? (
        <>
          <path className="fill-sequential-4" d="M0 0h14L0 14Z" />
          <path className="fill-none stroke-border-control" d="M.5.5h13v13H.5Z" />
        </>
      ) : null}
    </svg>
  );
}
