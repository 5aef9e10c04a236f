import { invalidArgument } from './refusals';

/** Whether labels fit a filter as Kubernetes writes them: `a=b`, `a!=b`, `a in (b,c)`, `a notin (b)`, `a`, `!a`. */
export function fitsLabelFilter(filter: string, labels: Readonly<Record<string, string>>): boolean {
  return split(filter).every((clause) => fitsClause(clause, labels));
}

/** At commas that stand outside brackets. */
function split(filter: string): string[] {
  return filter
    .split(/,(?![^(]*\))/)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '');
}

function fitsClause(clause: string, labels: Readonly<Record<string, string>>): boolean {
  const among = /^([\w./-]+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(clause);
  if (among) {
    const [, label = '', operator, list = ''] = among;
    const isAmong = list.split(',').some((value) => value.trim() === labels[label]);
    return operator === 'in' ? isAmong : !isAmong;
  }
  const compared = /^([\w./-]+)\s*(==?|!=)\s*([\w./-]*)$/.exec(clause);
  if (compared) {
    const [, label = '', operator, value] = compared;
    return operator === '!=' ? labels[label] !== value : labels[label] === value;
  }
  const named = /^(!?)([\w./-]+)$/.exec(clause);
  if (!named) throw invalidArgument(`label_filter: cannot parse "${clause}"`);
  return (named[1] === '!') !== Object.hasOwn(labels, named[2] ?? '');
}
