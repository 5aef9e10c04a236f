import { clsx } from 'clsx';
import { type LinkHealth, linkHealths } from '@/lib/api/contracts/link-keys';
import { linkHealthWords } from '@/lib/format/link-words';
import { healthDashes } from './scene-paints';
import { toWidth } from './to-scene';

const classes: Record<LinkHealth, string> = {
  critical: 'text-critical-mark',
  unknown: 'text-unknown-mark',
  warning: 'text-warning-mark',
  'in-progress': 'text-in-progress-mark',
  healthy: 'text-healthy-mark',
  disabled: 'text-subtle',
};

const capacities = [
  { capacity: null, says: 'not known' },
  { capacity: 1e9, says: '1 Gbit/s' },
  { capacity: 1e11, says: '100 Gbit/s' },
];

/** What dashes, colours and widths of lines mean. */
export function TopologyLegend() {
  return (
    <ul aria-label="Legend" className="flex flex-wrap gap-x-4 gap-y-1 px-4 py-2 text-meta text-muted">
      {linkHealths.map((health) => (
        <li key={health} className="flex items-center gap-1.5">
          <Sample dash={healthDashes[health]} width={2.5} className={classes[health]} />
          {linkHealthWords[health].word}
        </li>
      ))}
      {capacities.map(({ capacity, says }) => (
        <li key={says} className="flex items-center gap-1.5">
          <Sample dash={[]} width={toWidth(capacity)} className="text-muted" />
          capacity {says}
        </li>
      ))}
      <li className="flex items-center gap-1.5">
        <svg aria-hidden="true" width="28" height="10" className="text-muted">
          <path d="M0 5H20" stroke="currentColor" strokeWidth="2" />
          <rect x="20" y="2" width="6" height="6" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </svg>
        ends where no source says
      </li>
    </ul>
  );
}

function Sample({ dash, width, className }: { dash: readonly number[]; width: number; className: string }) {
  return (
    <svg aria-hidden="true" width="28" height="10" className={clsx('shrink-0', className)}>
      <path d="M0 5H28" stroke="currentColor" strokeWidth={width} strokeDasharray={dash.join(' ') || undefined} />
    </svg>
  );
}
