'use client';
import type { ReactNode } from 'react';
import { AsOf } from '@/components/time/as-of';
import { Instant } from '@/components/time/instant';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import type { LinkDetail } from '@/lib/api/contracts/links';
import { formatBitRate } from '@/lib/format/format-bit-rate';
import { formatNumber } from '@/lib/format/format-number';
import { formatPercent } from '@/lib/format/format-percent';
import { linkFindingWords, linkFormWords } from '@/lib/format/link-words';
import { formatLatency } from './format-latency';
import { LinkPlace, LinkStateMark } from './link-marks';
import { LinkValue } from './link-value';

const unmeasured = 'No source measures it, or not lately';

/** What is known of a link now, each value with how it is known and its age. */
export function LinkFactsPanel({ detail: { link, siteTitles, at } }: { detail: LinkDetail }) {
  const { standing } = link;
  return (
    <Panel title="How it stands" unit={linkFormWords[link.form]} sources={<AsOf at={at} />}>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 px-4 py-3 sm:grid-cols-3 lg:grid-cols-5">
        <Fact name="State">
          <LinkStateMark link={link} />
          <span className="text-meta text-subtle">
            as of <Instant at={standing.at} as="age" />
            {standing.definition === null ? ', by its inventory' : `, by ${standing.definition}`}
          </span>
        </Fact>
        <Fact name="What that means">
          {link.finding === null ? 'Nothing is wrong with it' : linkFindingWords[link.finding]}
        </Fact>
        <Fact name="Since">
          {standing.since === null ? (
            <Missing reason="Its source does not say since when" />
          ) : (
            <Instant at={standing.since} as="both" />
          )}
        </Fact>
        <Fact name="Its source’s words">
          {[standing.nativeState, standing.reason].filter((each) => each !== null).join(': ') || (
            <Missing reason="Its source says no more" />
          )}
        </Fact>
        <Fact name="Between">
          <LinkPlace place={link.near} siteTitles={siteTitles} />
          <LinkPlace place={link.far} siteTitles={siteTitles} />
        </Fact>
        <Fact name="Receives">
          <LinkValue value={link.receive} format={formatBitRate} reason={unmeasured} />
        </Fact>
        <Fact name="Transmits">
          <LinkValue value={link.transmit} format={formatBitRate} reason={unmeasured} />
        </Fact>
        <Fact name="Capacity, each way">
          {link.capacity === null && link.shares !== null ? (
            <LinkValue
              value={link.shares}
              format={(each) => `Shares ${formatBitRate(each)} of what it rides on`}
              reason="No limit is told"
            />
          ) : (
            <LinkValue value={link.capacity} format={formatBitRate} reason="No limit is told" />
          )}
        </Fact>
        <Fact name="Utilisation of the busier way">
          <LinkValue value={link.utilization} format={formatPercent} reason="Not both traffic and capacity are known" />
        </Fact>
        <Fact name="Loss">
          <LinkValue value={link.loss} format={formatPercent} reason="No source measures loss on it" />
        </Fact>
        <Fact name="Latency, round trip">
          <LinkValue
            value={link.latency}
            format={formatLatency}
            reason="Its provider does not measure latency; a probe between its sites would"
          />
        </Fact>
        <Fact name="Packets dropped">
          <LinkValue value={link.drops} format={(each) => `${formatRate(each)}/s`} reason={unmeasured} />
        </Fact>
        <Fact name="Weakest light received">
          <LinkValue value={link.light} format={(dbm) => `${dbm.toFixed(1)} dBm`} reason={unmeasured} />
        </Fact>
        <Fact name="Errors">
          <LinkValue value={link.errors} format={(each) => `${formatRate(each)}/s`} reason={unmeasured} />
        </Fact>
        <Fact name="BGP sessions established">
          <LinkValue value={link.bgp} format={formatPercent} reason={unmeasured} />
        </Fact>
        <Fact name="Prefixes accepted">
          <LinkValue value={link.prefixes} format={formatNumber} reason="Not told" />
        </Fact>
        <Fact name="Prefixes advertised">
          <LinkValue value={link.advertised} format={formatNumber} reason="Not told" />
        </Fact>
        {link.leastCarriers === null ? null : (
          <Fact name="Lines it needs">{`${formatNumber(link.leastCarriers)} of those it rides on`}</Fact>
        )}
        <Fact name="Encryption">{link.encryption ?? <Missing reason="Its source does not say" />}</Fact>
        <Fact name="MTU">
          {link.mtuBytes === null ? (
            <Missing reason="Its source does not say" />
          ) : (
            `${formatNumber(link.mtuBytes)} bytes`
          )}
        </Fact>
        <Fact name="Owner">{link.owner ?? <Missing reason="Nothing names an owner" />}</Fact>
        <Fact name="Team">{link.team ?? <Missing reason="Nothing names a team" />}</Fact>
      </dl>
    </Panel>
  );
}

/** A rate that may be well under one a second. */
function formatRate(value: number): string {
  return value === 0 || value >= 10 ? formatNumber(value) : value.toPrecision(2);
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <dt className="text-meta text-muted">{name}</dt>
      <dd className="flex min-w-0 flex-col break-words">{children}</dd>
    </div>
  );
}
