'use client';
import { ChevronRight } from 'lucide-react';
import { useDeferredValue, useId, useMemo } from 'react';
import { TextLink } from '@/components/ui/text-link';
import type { Topology } from '@/lib/api/contracts/topology';
import { describeCount } from '@/lib/format/format-count';
import { formatNumber, formatQuantity } from '@/lib/format/format-number';
import type { TopologyUrlState } from '@/lib/queries/topology-url';
import { LinePanel } from './line-panel';
import { LineTable } from './line-table';
import { LinkLayers } from './link-layers';
import { nameLine } from './say-scene';
import { isSelected, pickDrawn, type Scene, type SceneLine, type Selection, toScene } from './to-scene';
import { TopologyLegend } from './topology-legend';
import { TopologyPicture } from './topology-picture';

export interface TopologyViewProps {
  topology: Topology;
  url: TopologyUrlState;
  change: (part: Partial<Record<keyof TopologyUrlState, unknown>>) => void;
}

const nothing = { at: null, to: null, outside: null, link: null };

/** The picture with its list, and below it what is looked at: a line, and a link of it. */
export function TopologyView({ topology, url, change }: TopologyViewProps) {
  const captionId = useId();
  const { at, to, outside, link } = url;
  const scene = useMemo(() => toScene(topology), [topology]);
  const selection = useMemo(() => ({ at, to, outside }), [at, to, outside]);
  const { lines: drawn, leftOut } = useMemo(() => pickDrawn(scene, selection), [scene, selection]);
  const ofSite = useDeferredValue(
    useMemo(
      () =>
        at === null ? scene.lines : scene.lines.filter((line) => isSelected(line, { at, to: null, outside: false })),
      [scene, at],
    ),
  );
  const lookAt = ({ from, to: end }: SceneLine) =>
    change({ ...nothing, at: from.name, to: end === null ? null : end.name, outside: end === null ? true : null });
  const isLine = at !== null && (to !== null || outside);
  return (
    <>
      <Trail scene={scene} selection={selection} change={change} />
      <figure aria-labelledby={captionId} className="flex min-w-0 flex-col border-b">
        <figcaption id={captionId} className="px-4 py-2 text-muted">
          {sayScene(topology, scene)}
          {leftOut > 0 ? (
            <span className="max-sm:hidden">
              {' '}
              {formatQuantity(leftOut, 'healthy line')} {leftOut === 1 ? 'is' : 'are'} not drawn; look at a site to see
              its own.
            </span>
          ) : null}
        </figcaption>
        <div className="grid min-w-0 border-t xl:grid-cols-[minmax(0,1fr)_31rem]">
          <div className="min-w-0 max-sm:hidden max-xl:border-b xl:border-r">
            <TopologyPicture
              scene={scene}
              drawn={drawn}
              selection={selection}
              onSite={(site) => change({ ...nothing, at: site === null || site.name === at ? null : site.name })}
              onLine={lookAt}
            />
            <TopologyLegend />
          </div>
          <LineTable key={at ?? ''} lines={ofSite} selection={selection} onLine={lookAt} />
        </div>
      </figure>
      {isLine ? (
        <div className="flex flex-col gap-4 p-4">
          <LinePanel
            from={at}
            to={outside ? null : to}
            title={nameSelected(scene, selection)}
            chosen={link}
            onLink={(id) => change({ link: id === link ? null : id })}
          />
          {link === null ? null : <LinkLayers id={link} onLink={(id) => change({ link: id })} />}
        </div>
      ) : null}
    </>
  );
}

/** Where one has drilled to, and the way back. */
function Trail({
  scene,
  selection,
  change,
}: { scene: Scene; selection: Selection } & Pick<TopologyViewProps, 'change'>) {
  const { at, to, outside } = selection;
  if (at === null) return null;
  const site = scene.siteByName.get(at)?.title ?? at;
  const isLine = to !== null || outside;
  const crumb = 'min-h-6 rounded-control text-accent hover:underline';
  return (
    <nav aria-label="Looked at" className="flex flex-wrap items-center gap-1 border-b px-4 py-1.5">
      <button type="button" className={crumb} onClick={() => change(nothing)}>
        All sites
      </button>
      <ChevronRight aria-hidden className="size-3.5 text-subtle" />
      {isLine ? (
        <>
          <button type="button" className={crumb} onClick={() => change({ ...nothing, at })}>
            {site}
          </button>
          <ChevronRight aria-hidden className="size-3.5 text-subtle" />
          <span className="font-medium">{nameSelected(scene, selection)}</span>
          {to === null || to === at ? null : (
            <TextLink
              className="ml-auto"
              href={`/links/path?from=${encodeURIComponent(at)}&to=${encodeURIComponent(to)}`}
            >
              Ways between them
            </TextLink>
          )}
        </>
      ) : (
        <span className="font-medium">{site}</span>
      )}
    </nav>
  );
}

function nameSelected({ siteByName }: Scene, { at, to, outside }: Selection): string {
  const site = (name: string) => siteByName.get(name) ?? bareSite(name);
  const from = site(at ?? '');
  return nameLine({ from, to: outside || to === null ? null : to === at ? from : site(to) });
}

/** A site that the picture does not have, as when filters leave it out. */
function bareSite(name: string): Scene['sites'][number] {
  return { name, title: name, x: 0, y: 0, isLocated: false, health: 'unknown', links: 0 };
}

function sayScene({ total }: Topology, { sites, lines }: Scene): string {
  const open = lines.filter(({ to }) => to === null);
  const count = (of: (line: SceneLine) => number) => open.reduce((sum, line) => sum + of(line), 0);
  const unhealthy = lines.filter(({ unhealthy: each }) => each > 0).length;
  const strip = sites.filter(({ isLocated }) => !isLocated).length;
  const nowhere = count(({ links }) => links);
  return [
    `${formatQuantity(sites.length, 'site')} and ${describeCount(total, 'link')} in ${formatQuantity(lines.length, 'line')}, ${formatNumber(unhealthy)} of them not healthy.`,
    nowhere === 0
      ? ''
      : `${formatQuantity(nowhere, 'link')} ${nowhere === 1 ? 'ends' : 'end'} where no source says which site it is, ${formatNumber(count(({ nameless }) => nameless))} of them without so much as a name.`,
    strip === 0
      ? ''
      : `${formatQuantity(strip, 'site')} without coordinates ${strip === 1 ? 'stands' : 'stand'} above the others.`,
  ]
    .filter(Boolean)
    .join(' ');
}
