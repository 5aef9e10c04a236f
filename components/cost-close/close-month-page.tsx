'use client';
import { useQuery } from '@tanstack/react-query';
import { Printer } from 'lucide-react';
import { useId, useState } from 'react';
import { AsOfChoice } from '@/components/cost/as-of-choice';
import { findBook, sayBook, toBookName } from '@/components/cost/book-name';
import { CostSkeleton } from '@/components/cost/cost-skeleton';
import { MetricChoice } from '@/components/cost/metric-choice';
import { QueryView } from '@/components/query-view/query-view';
import { Page, PageHeader } from '@/components/shell/page-header';
import { useMay } from '@/components/shell/use-me';
import { AsOf } from '@/components/time/as-of';
import { useClock } from '@/components/time/clock-provider';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { EmptyState, Notice } from '@/components/ui/panel-states';
import { Select } from '@/components/ui/select';
import type { Close } from '@/lib/api/contracts/cost-close';
import { formatMonth } from '@/lib/format/close-words';
import { closeQuery } from '@/lib/queries/cost-close';
import { toCloseAsked } from '@/lib/queries/cost-close-url';
import { ChangesPanel } from './changes-panel';
import { ChecklistPanel } from './checklist-panel';
import { CloseDialog } from './close-dialog';
import { CloseFigures } from './close-figures';
import { HistoryPanel } from './history-panel';
import { LinesPanel } from './lines-panel';
import { MonthStateMark } from './month-state-mark';
import { PartsPanel } from './parts-panel';
import { RatesNotice } from './rates-notice';
import { ReconciliationPanel } from './reconciliation-panel';
import { ReopenDialog } from './reopen-dialog';
import { type CloseUrl, useCloseUrl } from './use-close-url';

/** One billing month: what speaks against closing it, what it came to, what changed since and why, and its invoices. */
export function CloseMonthPage({ month }: { month: string }) {
  const closeUrl = useCloseUrl();
  const mayRead = useMay('cost:read');
  const mayWrite = useMay('cost:write');
  const [asking, setAsking] = useState<'close' | 'reopen' | null>(null);
  const query = useQuery(closeQuery(toCloseAsked(month, closeUrl.url)));
  const close = query.data;
  const view = (
    <QueryView query={query} subject="Month" needs="cost:read" skeleton={<CostSkeleton />}>
      {(data) => <MonthPanels close={data} closeUrl={closeUrl} isRefreshing={query.isFetching} />}
    </QueryView>
  );
  const mayAct = close?.isWhole === true && mayWrite;
  return (
    <Page>
      <PageHeader
        title={formatMonth(month)}
        description="By billing month: what the bills of the month say, whichever day it was charged for."
        actions={
          close === undefined || !mayRead ? null : (
            <>
              <AsOf at={close.at} className="text-meta text-muted" />
              <MonthStateMark state={close.state} />
              <span className="flex gap-2 print:hidden">
                <Button onClick={() => window.print()}>
                  <Printer aria-hidden /> Print
                </Button>
                {mayAct && close.state === 'closed' ? (
                  <Button variant="danger" onClick={() => setAsking('reopen')}>
                    Reopen month
                  </Button>
                ) : null}
                {mayAct && close.state !== 'closed' && close.state !== 'running' ? (
                  <Button variant="primary" onClick={() => setAsking('close')}>
                    Close month
                  </Button>
                ) : null}
              </span>
            </>
          )
        }
      />
      {mayRead ? <MonthControls closeUrl={closeUrl} close={close} /> : null}
      {!mayRead || (query.error && !query.data) ? <Panel title="Month">{view}</Panel> : view}
      {asking === 'close' && close !== undefined ? <CloseDialog close={close} onDone={() => setAsking(null)} /> : null}
      {asking === 'reopen' ? <ReopenDialog month={month} onDone={() => setAsking(null)} /> : null}
    </Page>
  );
}

function MonthControls({ closeUrl: { url, change }, close }: { closeUrl: CloseUrl; close: Close | undefined }) {
  const id = useId();
  const { now } = useClock();
  const books = close?.books ?? [];
  const book = findBook(books, url.book);
  return (
    <section aria-label="What is shown" className="flex flex-wrap items-center gap-x-4 gap-y-2 print:hidden">
      <MetricChoice metric={url.metric} onMetric={(metric) => change({ metric, cause: null })} />
      <AsOfChoice
        label="Beside the close: as known on"
        today={now.toISOString().slice(0, 10)}
        asOf={url.asOf}
        onAsOf={(asOf) => change({ asOf, cause: null })}
      />
      {book === null || books.length < 2 ? null : (
        <span className="flex items-center gap-2">
          <label htmlFor={`${id}-book`} className="text-muted">
            Currency
          </label>
          <Select
            id={`${id}-book`}
            className="w-56!"
            value={toBookName(book)}
            onChange={({ target }) => change({ book: target.value, cause: null })}
          >
            {books.map((one) => (
              <option key={toBookName(one)} value={toBookName(one)}>
                {sayBook(one)}
              </option>
            ))}
          </Select>
        </span>
      )}
      <span className="flex items-center gap-2">
        <label htmlFor={`${id}-convert`} className="whitespace-nowrap text-muted">
          Convert to
        </label>
        <Select
          id={`${id}-convert`}
          className="w-32!"
          value={url.convertTo ?? ''}
          onChange={({ target }) =>
            change({ convertTo: target.value === '' ? null : target.value, book: null, cause: null })
          }
        >
          <option value="">As billed</option>
          {listCurrencies(close, url.convertTo).map((code) => (
            <option key={code} value={code}>
              {code}
            </option>
          ))}
        </Select>
      </span>
      {close === undefined || close.history.length < 2 ? null : (
        <span className="flex items-center gap-2">
          <label htmlFor={`${id}-number`} className="text-muted">
            Close
          </label>
          <Select
            id={`${id}-number`}
            className="w-28!"
            value={url.number ?? close.history[0]?.number}
            onChange={({ target }) => change({ number: Number(target.value), cause: null })}
          >
            {close.history.map(({ number }) => (
              <option key={number} value={number}>
                {number === close.history[0]?.number ? `${number}, the last` : number}
              </option>
            ))}
          </Select>
        </span>
      )}
    </section>
  );
}

/** The currencies the month was billed in, those companies mostly report in, and the one that is chosen. */
function listCurrencies(close: Close | undefined, chosen: string | null): string[] {
  const billed = (close?.books ?? []).flatMap(({ currency }) => (currency === null ? [] : [currency]));
  return [...new Set([...billed, 'EUR', 'GBP', 'USD', ...(chosen === null ? [] : [chosen])])].sort();
}

function MonthPanels({ close, closeUrl, isRefreshing }: { close: Close; closeUrl: CloseUrl; isRefreshing: boolean }) {
  const { url, change } = closeUrl;
  const book = findBook(close.books, url.book);
  return (
    <>
      {close.isWhole ? null : (
        <Notice tone="neutral" className="rounded-panel">
          These are the costs of the teams and sites you may see. Invoices, the checklist and what is charged by day are
          of whole accounts, and not told.
        </Notice>
      )}
      {close.checklist === null ? null : <ChecklistPanel items={close.checklist} title="Before closing" />}
      {book === null ? (
        <Panel title="Figures">
          <EmptyState title="No bill tells anything of this month">Nothing counts of it, then or now.</EmptyState>
        </Panel>
      ) : (
        <>
          <CloseFigures close={close} book={book} />
          {close.conversion === null ? null : <RatesNotice conversion={close.conversion} />}
          {close.close === null ? null : (
            <ChangesPanel book={book} close={close} chosen={url.cause} onCause={(cause) => change({ cause })} />
          )}
          {close.close === null || url.cause === null || close.conversion !== null ? null : (
            <LinesPanel
              asked={toCloseAsked(close.month, url)}
              cause={url.cause}
              book={book}
              onClose={() => change({ cause: null })}
            />
          )}
          <PartsPanel book={book} close={close} by={url.by} onBy={(by) => change({ by })} isRefreshing={isRefreshing} />
        </>
      )}
      {close.isWhole ? <ReconciliationPanel month={close.month} /> : null}
      {close.close === null ? null : <HistoryPanel entry={close.close} history={close.history} />}
    </>
  );
}
