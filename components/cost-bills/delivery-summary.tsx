'use client';
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { Instant } from '@/components/time/instant';
import { Badge } from '@/components/ui/badge';
import { Missing } from '@/components/ui/missing';
import { Panel } from '@/components/ui/panel';
import { StatusMark } from '@/components/ui/status-mark';
import { TextLink } from '@/components/ui/text-link';
import type { DeliveryDetail } from '@/lib/api/contracts/deliveries';
import { billingSourceWords } from '@/lib/format/bill-words';
import { costBasisWords } from '@/lib/format/cost-words';
import { formatDays, formatMonth } from '@/lib/format/format-day';
import { formatNumber } from '@/lib/format/format-number';
import { sayDelivery, sayRules, toDeliveryStatus } from './say-delivery';

const coverageWords = {
  all: 'Billed and effective costs, list and contracted ones beside them',
  billed: 'Billed costs alone; another delivery tells the effective ones',
  effective: 'Effective costs alone; another delivery tells the billed ones',
};

/** What a delivery is, what became of it, and what it lacks. */
export function DeliverySummary({ delivery }: { delivery: DeliveryDetail }) {
  const status = toDeliveryStatus(delivery);
  const { connection, source, scope, month, basis, coverage, deliveredAt, arrivedAt, supersededAt, supersededBy } =
    delivery;
  return (
    <Panel title="Delivery" sources={<StatusMark tone={status.tone} word={status.word} />}>
      <p className="px-4 pt-3">{sayDelivery(delivery)}</p>
      <dl className="grid gap-x-6 gap-y-2 px-4 py-3 text-table sm:grid-cols-2 xl:grid-cols-3">
        <Fact term="Billing month">{formatMonth(month)}</Fact>
        <Fact term="Source">
          {billingSourceWords[source]} {basis === 'billed' ? null : <Badge>{costBasisWords[basis].title}</Badge>}
        </Fact>
        <Fact term="Scope">
          <span className="wrap-anywhere">{scope}</span>
        </Fact>
        <Fact term="Came from">
          {connection === null ? (
            'A person, or a connection that was removed'
          ) : (
            <TextLink href={`/connections/${connection.id}`}>{connection.name}</TextLink>
          )}
        </Fact>
        <Fact term="Made">
          {deliveredAt === null ? <Missing reason="Nobody says" /> : <Instant at={deliveredAt} as="both" />}
        </Fact>
        <Fact term="Arrived">
          <Instant at={arrivedAt} as="both" />
        </Fact>
        <Fact term="Superseded">
          {supersededAt === null ? (
            'No'
          ) : (
            <>
              <Instant at={supersededAt} as="both" />
              {supersededBy === null ? null : (
                <>
                  {' '}
                  by <TextLink href={`/cost/bills/${supersededBy}`}>another delivery</TextLink>
                </>
              )}
            </>
          )}
        </Fact>
        <Fact term="Charge days">
          {delivery.firstDay === null || delivery.lastDay === null ? (
            <Missing reason="No row of it is kept" />
          ) : (
            formatDays(delivery.firstDay, delivery.lastDay)
          )}
        </Fact>
        <Fact term="Rows, rejected">
          <Count value={delivery.rows} />, <Count value={delivery.rejectedRows} />
        </Fact>
        <Fact term="Tells">{coverageWords[coverage]}</Fact>
        <Fact term="Added up by the rules">
          {sayRules(delivery)}
          {delivery.addedUp === null ? null : (
            <>
              , <Instant at={delivery.addedUp.at} as="both" />
            </>
          )}
        </Fact>
        <Fact term="Billing accounts">
          <Names names={delivery.billingAccounts} none="None told" />
        </Fact>
        <Fact term="Columns missing" isWide>
          <Names names={delivery.missing} none="None" />
        </Fact>
        <Fact term="Columns unknown to FOCUS" isWide>
          <Names names={delivery.unknown} none="None" />
        </Fact>
      </dl>
    </Panel>
  );
}

const beyond = 'It tells of rows beyond what you may see';

function Count({ value }: { value: number | null }) {
  return value === null ? <Missing reason={beyond} /> : formatNumber(value);
}

function Names({ names, none }: { names: readonly string[] | null; none: string }) {
  if (names === null) return <Missing reason={beyond} />;
  return <span className="wrap-anywhere">{names.length === 0 ? none : names.join(', ')}</span>;
}

function Fact({ term, isWide = false, children }: { term: string; isWide?: boolean; children: ReactNode }) {
  return (
    <div className={clsx('min-w-0', isWide && 'col-span-full')}>
      <dt className="text-muted">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
