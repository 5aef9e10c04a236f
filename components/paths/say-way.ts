import type { PathQuality } from '@/lib/api/contracts/path-keys';
import type { PathUsual } from '@/lib/api/contracts/path-usual';
import type { Path } from '@/lib/api/contracts/paths';
import { formatQuantity } from '@/lib/format/format-number';
import { formatPercent } from '@/lib/format/format-percent';
import { baselineWords } from '@/lib/format/link-words';
import { formatLatency } from '../links/format-latency';
import { formatPathValue, readPath } from './path-value';
import { pathKindNames, pathSourceWords, probeFaultWords } from './path-words';

/** What one source measured of a way, in one sentence. */
export function sayPath(path: Path): string {
  const { kind, source, unit, values, loss, jitter, failed, fault } = path;
  const who = `${pathKindNames[kind]} by ${pathSourceWords[source].short}`;
  const why =
    fault === null ? '' : `, of which ${formatQuantity(failed, 'attempt')} told nothing: ${probeFaultWords[fault]}`;
  if (path.state === 'unknown') return `${who}: nothing is known of this stretch${why}`;
  const told = [
    values === null ? 'none was answered' : `p50 ${formatPathValue(values.p50, 'p50', unit)}`,
    values === null ? null : `p95 ${formatPathValue(values.p95, 'p95', unit)}`,
    loss === null ? null : `loss ${formatPercent(loss)}`,
    jitter === null ? null : `jitter ${formatLatency(jitter)}`,
    source === 'monitor' ? `${formatQuantity(path.sent, 'minute')}, derived` : formatQuantity(path.sent, 'attempt'),
  ];
  return `${who}: ${told.filter((each) => each !== null).join(', ')}${why}`;
}

/** How a measure stands against what is usual. */
export function sayUsual(path: Path, show: PathQuality, usual: PathUsual): string {
  if (usual === null)
    return path.source === 'agent'
      ? 'Too little was measured to say what is usual'
      : 'What this source tells is not kept long enough to say what is usual';
  const value = readPath(path, show);
  const format = (each: number) => formatPathValue(each, show, path.unit);
  const now = value === null ? 'not known now' : `now ${format(value)}`;
  return `Usually ${format(usual.median)} ${baselineWords[usual.basis]} (limit ${format(usual.limit)}), ${now}`;
}
