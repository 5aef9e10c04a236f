import { blankBin, type MatrixCells, type MatrixLine, missingBin } from '@/components/charts/prepare/to-matrix';
import { type PathQuality, type PathSource, pathSources } from '@/lib/api/contracts/path-keys';
import type { PathsUsual, PathUsual } from '@/lib/api/contracts/path-usual';
import type { Path, Paths } from '@/lib/api/contracts/paths';
import type { ProbeKind } from '@/lib/domain/probe/probe';
import { probeKinds } from '@/lib/domain/probe/probe';
import type { PathScale } from '@/lib/queries/paths-url';
import { toPathBin, toUsualBin } from './path-bins';
import { readPath } from './path-value';

/** What of the ways is looked at. */
export interface PathChoice {
  kind: ProbeKind;
  /** Null: every source, side by side. */
  source: PathSource | null;
  show: PathQuality;
  against: PathScale;
  q: string;
  sites: readonly string[];
}

/** The matrix of a choice, with the ways of each cell at hand. */
export interface PathMatrix {
  cells: MatrixCells;
  /** The source of each layer. */
  sources: readonly PathSource[];
  /** All that is measured from a site to another by any kind or source; empty: nobody measures it. */
  waysOf: (from: string, to: string) => readonly Path[];
  /** Of those the chosen kind and source: what the cell shows, a part each. */
  shownOf: (from: string, to: string) => readonly Path[];
  /** Pairs that the cells show, and those of them that are told anything of. */
  pairs: number;
  told: number;
}

/** The kind that most ways are measured by; of as many, the first. Tcp where nothing is measured. */
export function chooseKind(items: readonly Path[]): ProbeKind {
  const count = (kind: ProbeKind) => items.filter((item) => item.kind === kind).length;
  return probeKinds.reduce<ProbeKind>((best, kind) => (count(kind) > count(best) ? kind : best), 'tcp');
}

/** Ways by what they are of, so that what is usual of one is found. */
export function indexUsual(usual: PathsUsual | undefined): (path: Path, show: PathQuality) => PathUsual {
  const byWay = new Map(usual?.items.map((item) => [`${item.from} ${item.to} ${item.kind}`, item]));
  return ({ from, to, kind, source }, show) =>
    (source === 'agent' ? byWay.get(`${from} ${to} ${kind}`)?.[show] : undefined) ?? null;
}

/** Lays ways out: sources as rows, destinations as columns, every site in both. */
export function toPathMatrix(
  { items, sites }: Pick<Paths, 'items' | 'sites'>,
  choice: PathChoice,
  usualOf: (path: Path, show: PathQuality) => PathUsual,
): PathMatrix {
  const lines = chooseSites({ items, sites }, choice);
  const placeOf = new Map(lines.map(({ id }, place) => [id, place]));
  const count = lines.length;
  const sources = pathSources.filter((source) => choice.source === null || source === choice.source);
  const told = new Set<number>();
  const layers = sources.map((source) => {
    const bins = new Int8Array(count * count).fill(missingBin);
    for (let place = 0; place < count; place++) bins[place * count + place] = blankBin;
    for (const path of items) {
      if (path.source !== source || path.kind !== choice.kind) continue;
      const [row, column] = [placeOf.get(path.from), placeOf.get(path.to)];
      if (row === undefined || column === undefined) continue;
      const [at, bin] = [row * count + column, toBin(path, choice, usualOf)];
      bins[at] = bin;
      if (bin >= 0) told.add(at);
    }
    return bins;
  });
  const byPair = Map.groupBy(items, ({ from, to }) => `${from}\n${to}`);
  const waysOf = (from: string, to: string) => byPair.get(`${from}\n${to}`) ?? [];
  return {
    cells: { rows: lines, columns: lines, layers },
    sources,
    waysOf,
    shownOf: (from, to) =>
      waysOf(from, to).filter(
        ({ kind, source }) => kind === choice.kind && (choice.source === null || source === choice.source),
      ),
    pairs: count * Math.max(0, count - 1),
    told: told.size,
  };
}

function toBin(
  path: Path,
  { show, against }: PathChoice,
  usualOf: (path: Path, show: PathQuality) => PathUsual,
): number {
  const value = readPath(path, show);
  if (value === null) return missingBin;
  if (against === 'absolute') return toPathBin(value, show, path.unit);
  const usual = usualOf(path, show);
  return usual === null ? missingBin : toUsualBin(value, usual);
}

/** Those that are searched for, and those that a way joins with one of them; all where nothing is. */
function chooseSites({ items, sites }: Pick<Paths, 'items' | 'sites'>, { q, sites: chosen }: PathChoice): MatrixLine[] {
  const text = q.trim().toLowerCase();
  const lines = sites.map(({ name, title }) => ({ id: name, name: title }));
  if (text === '' && chosen.length === 0) return lines;
  const isMeant = ({ id, name }: MatrixLine) =>
    (chosen.length === 0 || chosen.includes(id)) &&
    (text === '' || name.toLowerCase().includes(text) || id.toLowerCase().includes(text));
  const meant = new Set(lines.filter(isMeant).map(({ id }) => id));
  const joined = new Set(meant);
  for (const { from, to } of items) {
    if (meant.has(from)) joined.add(to);
    if (meant.has(to)) joined.add(from);
  }
  return lines.filter(({ id }) => joined.has(id));
}
