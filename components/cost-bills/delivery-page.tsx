'use client';
import { useQuery } from '@tanstack/react-query';
import { Rows3 } from 'lucide-react';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { CostRowsPanel } from '@/components/cost/cost-rows-panel';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { EmptyState } from '@/components/ui/panel-states';
import { TextLink } from '@/components/ui/text-link';
import type { DeliveryDetail } from '@/lib/api/contracts/deliveries';
import { formatMonth } from '@/lib/format/format-day';
import { formatQuantity } from '@/lib/format/format-number';
import { deliveryQuery } from '@/lib/queries/deliveries';
import { DeliveryChoice } from './delivery-choice';
import { DeliveryRefused } from './delivery-refused';
import { DeliverySummary } from './delivery-summary';
import { FileTable } from './file-table';
import { HistoryTable } from './history-table';
import { RejectionTable } from './rejection-table';

/** One delivery: what became of it, its files, what was refused and why, and what came before and after it. */
export function DeliveryPage({ id }: { id: string }) {
  const query = useQuery(deliveryQuery(id));
  const delivery = query.data;
  return (
    <Page>
      <PageHeader
        title={delivery === undefined ? 'Delivery' : (delivery.connection?.name ?? delivery.title)}
        description={
          <>
            <TextLink href="/cost/bills">Bills</TextLink>
            {delivery === undefined ? null : `, ${formatMonth(delivery.month)}`}
          </>
        }
      />
      <QueryView query={query} subject="Delivery" needs="cost:read">
        {(current) => <DeliveryPanels delivery={current} />}
      </QueryView>
    </Page>
  );
}

function DeliveryPanels({ delivery }: { delivery: DeliveryDetail }) {
  const { files, rejections, rejectedRows } = delivery;
  return (
    <>
      <div className="overflow-hidden rounded-panel empty:hidden">
        <DeliveryChoice delivery={delivery} />
        <DeliveryRefused delivery={delivery} />
      </div>
      <DeliverySummary delivery={delivery} />
      {rejections === null || rejections.length === 0 ? null : (
        <Panel
          title="Refused"
          unit={
            rejectedRows !== null && rejectedRows > rejections.length
              ? `the first ${rejections.length} of ${formatQuantity(rejectedRows, 'row')}`
              : formatQuantity(rejections.length, 'reason')
          }
        >
          <RejectionTable rejections={rejections} />
        </Panel>
      )}
      <Panel title="Files" unit={files === null ? undefined : formatQuantity(files.length, 'file')}>
        {files === null ? (
          <EmptyState title="Files are not shown">They tell of rows beyond what you may see.</EmptyState>
        ) : files.length === 0 ? (
          <EmptyState title="No file of it is on record" />
        ) : (
          <FileTable files={files} />
        )}
      </Panel>
      <Panel title="History" unit="of its source, scope and month, the newest first">
        <HistoryTable history={delivery.history} id={delivery.id} />
      </Panel>
      <DeliveryRows delivery={delivery} />
    </>
  );
}

/** The rows it counted with, as known when it arrived. */
function DeliveryRows({ delivery }: { delivery: DeliveryDetail }) {
  const [isShown, setIsShown] = useQueryState('rows', parseAsBoolean.withDefault(false));
  const { id, firstDay, lastDay, state, arrivedAt } = delivery;
  if (state !== 'kept' || firstDay === null || lastDay === null) return null;
  if (!isShown)
    return (
      <div>
        <Button onClick={() => void setIsShown(true)}>
          <Rows3 aria-hidden /> Show its rows
        </Button>
      </div>
    );
  return (
    <CostRowsPanel
      span={{ from: firstDay, to: lastDay, asOf: arrivedAt }}
      filters={{}}
      metric="billed"
      delivery={id}
      onClose={() => void setIsShown(null)}
    />
  );
}
