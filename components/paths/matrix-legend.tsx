const swatch = 14;
const binCount = 7;
const classes = {
  sequential: [
    'text-sequential-1',
    'text-sequential-2',
    'text-sequential-3',
    'text-sequential-4',
    'text-sequential-5',
    'text-sequential-6',
    'text-sequential-7',
  ],
  diverging: [
    'text-diverging-1',
    'text-diverging-2',
    'text-diverging-3',
    'text-diverging-4',
    'text-diverging-5',
    'text-diverging-6',
    'text-diverging-7',
  ],
} as const;

/** What the colours of the matrix mean, and its hatching. */
export function MatrixLegend({
  palette,
  titles,
  missing,
}: {
  palette: keyof typeof classes;
  titles: readonly string[];
  missing: string;
}) {
  return (
    <ul aria-label="Legend" className="flex flex-wrap gap-x-3 gap-y-1 text-meta text-muted">
      {titles.map((title, bin) => (
        <li key={title} className="flex items-center gap-1">
          <svg aria-hidden="true" width={swatch} height={swatch} className={classes[palette][bin]}>
            <rect width={swatch} height={swatch} fill="currentColor" className="forced-colors:hidden" />
            <rect
              y={swatch - (swatch * (bin + 1)) / binCount}
              width={swatch}
              height={(swatch * (bin + 1)) / binCount}
              fill="CanvasText"
              className="hidden forced-colors:block"
            />
            <rect
              x="0.5"
              y="0.5"
              width={swatch - 1}
              height={swatch - 1}
              fill="none"
              className={
                bin === (palette === 'sequential' ? 0 : 3)
                  ? 'stroke-border-control'
                  : 'stroke-transparent forced-colors:stroke-[CanvasText]'
              }
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
    </ul>
  );
}
