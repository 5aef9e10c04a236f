/** One generic resource as Slurm writes it, e.g. `gpu:h100:8(S:0-1)`. */
export interface Gres {
  /** E.g. `gpu`. */
  name: string;
  /** E.g. `h100`; null where the administrator named no type. */
  type: string | null;
  count: number;
}

const multipliers: Record<string, number> = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, t: 2 ** 40, p: 2 ** 50 };
/** Stands between type and count where a resource is shared without being used up. */
const notes: ReadonlySet<string> = new Set(['no_consume']);

/** A list of generic resources: sockets, indexes and shares in brackets are left out, commas in them too. Null when it cannot be read. */
export function parseGres(text: string | null): Gres[] | null {
  if (text === null) return [];
  const entries = text
    // Where no device is bound to the job, the count stands in brackets: `gpu:h100(CNT:2)`.
    .replace(/\(CNT:(\d+)\)/g, ':$1')
    .replace(/\([^()]*\)/g, (inBrackets) => (inBrackets === '(null)' ? '(null)' : ''))
    .split(',')
    .map((entry) => entry.trim().replace(/^gres[/:]/, ''))
    .filter((entry) => entry !== '' && entry !== '(null)' && entry !== 'N/A')
    .map(parseEntry);
  const known = entries.filter((entry) => entry !== null);
  return known.length === entries.length ? known : null;
}

/**
 * A TRES list such as `cpu=28,mem=240G,gres/gpu=2,gres/gpu:h100=2` as its generic resources. One without a type is the sum
 * over its types. Null when it cannot be read.
 */
export function parseTres(text: string | null): Gres[] | null {
  if (text === null) return [];
  const entries = text
    .split(',')
    .filter((entry) => entry.startsWith('gres/'))
    .map((entry) => parseEntry(entry.slice('gres/'.length).replace('=', ':')));
  const known = entries.filter((entry) => entry !== null);
  return known.length === entries.length ? known : null;
}

function parseEntry(entry: string): Gres | null {
  const [name = '', ...rest] = entry.split(':').filter((part) => !notes.has(part));
  const last = rest.at(-1);
  // A name or a type without a count is one of them.
  const count = last === undefined ? 1 : parseCount(last);
  const types = count === null ? rest : rest.slice(0, -1);
  const type = types.join(':');
  if (name === '') return null;
  return { name, type: type === '' || type === '(null)' ? null : type, count: count ?? 1 };
}

function parseCount(text: string): number | null {
  const [, digits, suffix] = /^(\d{1,15})([kmgtp]?)$/i.exec(text) ?? [];
  if (digits === undefined) return null;
  return Number(digits) * (suffix ? (multipliers[suffix.toLowerCase()] ?? 1) : 1);
}
