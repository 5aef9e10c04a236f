/** What the lines and shades of a forecast mean. */
export function ForecastLegend({ hasForecast, hasFloor }: { hasForecast: boolean; hasFloor: boolean }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-0.5 text-meta text-muted">
      <Entry label="Told" dash={undefined} />
      {hasFloor ? <Entry label="Told, still growing or incomplete: at least so much" dash="1 3" /> : null}
      {hasForecast ? (
        <>
          <Entry label="Expected, an estimate" dash="6 4" />
          <Shade label="50 % band" opacity={0.4} />
          <Shade label="80 % band" opacity={0.16} />
        </>
      ) : null}
    </ul>
  );
}

function Entry({ label, dash }: { label: string; dash: string | undefined }) {
  return (
    <li className="flex items-center gap-1.5">
      <svg aria-hidden="true" width="20" height="4">
        <line x1="0" y1="2" x2="20" y2="2" stroke="var(--color-accent)" strokeWidth="2" strokeDasharray={dash} />
      </svg>
      {label}
    </li>
  );
}

function Shade({ label, opacity }: { label: string; opacity: number }) {
  return (
    <li className="flex items-center gap-1.5">
      <svg aria-hidden="true" width="12" height="12">
        <rect width="12" height="12" fill="var(--color-accent)" fillOpacity={opacity} />
      </svg>
      {label}
    </li>
  );
}
