'use client';
import type { ReactNode } from 'react';
import { formatLatency } from '@/components/links/format-latency';
import { LinkValue } from '@/components/links/link-value';
import { Missing } from '@/components/ui/missing';
import { TextLink } from '@/components/ui/text-link';
import type { LinkRowAnswer, LinkValueAnswer } from '@/lib/api/contracts/links';
import type { WaySegment } from '@/lib/api/contracts/topology';
import { formatBitRate } from '@/lib/format/format-bit-rate';
import { formatQuantity } from '@/lib/format/format-number';
import { formatPercent } from '@/lib/format/format-percent';
import { linkFormWords, linkStateWords } from '@/lib/format/link-words';
import { MeasuredWays } from './measured-ways';
import { WayState } from './way-state';

export interface WaySegmentItemProps {
  segment: WaySegment;
  titleOf: (site: string) => string;
}

/** From one site to the next: over which link, on what it rides, what it carries and what takes over. */
export function WaySegmentItem({ segment, titleOf }: WaySegmentItemProps) {
  const { from, to, link, state, under, capacity, there, back } = segment;
  const [start, end] = [titleOf(from), titleOf(to)];
  // Rates are told as the near end sees them, which may be the one that the path comes to.
  const isReversed = link.near.site !== from;
  const [onward, homeward] = isReversed ? [link.receive, link.transmit] : [link.transmit, link.receive];
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="font-medium">
          {start} → {end}
        </span>
        <WayState state={state} />
        <span className="text-muted">
          over <LinkName link={link} /> ({linkFormWords[link.form].toLowerCase()})
        </span>
      </p>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-2 sm:grid-cols-3 lg:grid-cols-4 xl:grid-cols-7">
        <Fact name={`Traffic to ${end}`}>
          <Rate value={onward} />
        </Fact>
        <Fact name={`Traffic to ${start}`}>
          <Rate value={homeward} />
        </Fact>
        <Fact name="Capacity, with what it rides on">
          {capacity === null ? <Missing reason="No source tells it wholly" /> : formatBitRate(capacity)}
        </Fact>
        <Fact name="Utilisation">
          <LinkValue value={link.utilization} format={formatPercent} reason="Not both traffic and capacity are known" />
        </Fact>
        <Fact name="Latency, by its source">
          <LinkValue value={link.latency} format={formatLatency} reason="Its source measures none" />
        </Fact>
        <Fact name="Loss, by its source">
          <LinkValue value={link.loss} format={formatPercent} reason="Its source measures none" />
        </Fact>
        <Fact name="Rides on">
          {under.length === 0
            ? 'Nothing that is told'
            : under.map((each) => (
                <span key={each.id}>
                  <LinkName link={each} />, {linkStateWords[each.standing.state].toLowerCase()}
                </span>
              ))}
        </Fact>
      </dl>
      <p>
        <span className="text-muted">If it fails: </span>
        <TakesOver segment={segment} titleOf={titleOf} />
      </p>
      <MeasuredWays
        label={`Measured between ${start} and ${end}`}
        directions={[
          { from: start, to: end, items: there },
          { from: end, to: start, items: back },
        ]}
      />
    </li>
  );
}

const carries = (state: string) => state === 'up' || state === 'degraded';

/** What takes over, the nearest first: a spare that its source names, another link beside it, a way around. */
function TakesOver({ segment: { spares, others, othersLeftOut, around }, titleOf }: WaySegmentItemProps) {
  const ready = spares.filter(({ standing }) => carries(standing.state));
  const beside = others.filter(({ state, sharesUnder }) => carries(state) && !sharesUnder);
  const shared = others.filter(({ sharesUnder }) => sharesUnder).length;
  const detour =
    around === null
      ? null
      : `around${carries(around.state) ? '' : `, itself ${linkStateWords[around.state].toLowerCase()}`}: ${around.sites.map(titleOf).join(' → ')}`;
  return (
    <>
      {ready.length > 0 ? (
        <>
          its spare <Names links={ready} /> takes over
        </>
      ) : beside.length > 0 ? (
        <>
          <Names links={beside.map(({ link }) => link)} /> between the same sites {beside.length === 1 ? 'is' : 'are'}{' '}
          still there; no source names a spare
        </>
      ) : (
        <>nothing between the same sites is known to take over</>
      )}
      {spares.length > ready.length
        ? `; ${formatQuantity(spares.length - ready.length, 'named spare')} ${spares.length - ready.length === 1 ? 'does' : 'do'} not carry`
        : ''}
      {shared > 0 ? `; ${formatQuantity(shared, 'other link')} would fail with what it rides on` : ''}
      {othersLeftOut > 0 ? `; ${formatQuantity(othersLeftOut, 'further link')} not shown` : ''}
      {detour === null ? '; no way around is known.' : `; ${detour}.`}
    </>
  );
}

function Names({ links }: { links: readonly LinkRowAnswer[] }) {
  return links.map((link, index) => (
    <span key={link.id}>
      {index === 0 ? '' : ', '}
      <LinkName link={link} />
    </span>
  ));
}

function LinkName({ link: { id, name } }: { link: Pick<LinkRowAnswer, 'id' | 'name'> }) {
  return <TextLink href={`/links/${encodeURIComponent(id)}`}>{name}</TextLink>;
}

function Rate({ value }: { value: LinkValueAnswer | null }) {
  return <LinkValue value={value} format={formatBitRate} reason="No source measures it, or not lately" />;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <dt className="text-meta text-muted">{name}</dt>
      <dd className="flex min-w-0 flex-col break-words">{children}</dd>
    </div>
  );
}
