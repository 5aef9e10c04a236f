'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Coins } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { QueryView } from '@/components/query-view/query-view';
import { useMay } from '@/components/shell/use-me';
import { Instant } from '@/components/time/instant';
import { Button } from '@/components/ui/button';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { EmptyState, Notice } from '@/components/ui/panel-states';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { ExchangeRates } from '@/lib/api/contracts/exchange-rates';
import { formatDay, formatDays } from '@/lib/format/format-day';
import { formatNumber, formatQuantity } from '@/lib/format/format-number';
import { exchangeRatesQuery, importRatesMutation } from '@/lib/queries/exchange-rates';
import { FileDrop } from './file-drop';
import { SendingStatus } from './sending-status';
import { useSending } from './use-sending';

/** The exchange rates that costs are converted by, and the way to bring more in. */
export function ExchangeRatesPanel() {
  const query = useQuery(exchangeRatesQuery());
  const mayImport = useMay('cost:write');
  return (
    <div id="exchange-rates">
      <Panel
        title="Exchange rates"
        unit={query.data === undefined ? undefined : formatQuantity(query.data.pairs.length, 'pair')}
        isRefreshing={query.isFetching && !query.isPending}
      >
        {mayImport ? <RatesForm /> : null}
        <QueryView query={query} subject="Exchange rates" needs="cost:read">
          {({ pairs }) =>
            pairs.length === 0 ? (
              <EmptyState title="No exchange rate is known" icon={Coins}>
                Costs stand in the currency they were billed in until rates are imported.
              </EmptyState>
            ) : (
              <PairTable pairs={pairs} />
            )
          }
        </QueryView>
      </Panel>
    </div>
  );
}

function RatesForm() {
  const [files, setFiles] = useState<File[]>([]);
  const [source, setSource] = useState('');
  const { mutateAsync } = useMutation(importRatesMutation(useQueryClient()));
  const sending = useSending(async ([file = '']) =>
    mutateAsync({ file, ...(source.trim() === '' ? {} : { source: source.trim() }) }),
  );
  const { state } = sending;
  const isBusy = state.phase === 'sending' || state.phase === 'reading';

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (files.length > 0 && !isBusy && (await sending.send(files))) setFiles([]);
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3 border-b px-4 py-3">
      <p className="max-w-prose text-muted text-table">
        The European Central Bank’s eurofxref-hist.csv as it is, or CSV with the columns day, from, to and rate. Nothing
        known is overwritten: a corrected rate counts from when it arrives, and the old one stays.
      </p>
      <div className="grid items-end gap-3 lg:grid-cols-[2fr_1fr_auto]">
        <FileDrop
          label="Choose rates"
          accept=".csv"
          isMultiple={false}
          files={files}
          isDisabled={isBusy}
          onFiles={(chosen) => {
            sending.clear();
            setFiles(chosen);
          }}
        />
        <FormField label="Who says so" description="The bank for files of its form, else the file’s name.">
          {(control) => <Input {...control} value={source} onChange={({ target }) => setSource(target.value)} />}
        </FormField>
        <Button type="submit" disabled={files.length === 0} isPending={isBusy}>
          Import rates
        </Button>
      </div>
      <SendingStatus state={state} onCancel={sending.cancel}>
        {({ added, changed, told, source: by, firstDay, lastDay }) => (
          <Notice tone="neutral">
            {added + changed === 0
              ? `All ${formatNumber(told)} rates of ${by} are known already. Nothing was changed.`
              : `${formatQuantity(added, 'rate')} of ${by} added, of ${formatDays(firstDay, lastDay)}${changed === 0 ? '.' : `; ${formatNumber(changed)} corrected, the old ones stay as known before.`}`}
          </Notice>
        )}
      </SendingStatus>
    </form>
  );
}

function PairTable({ pairs }: Pick<ExchangeRates, 'pairs'>) {
  return (
    <TableRegion label="List of exchange rates" className="max-h-96">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="pl-4">
              One
            </HeaderCell>
            <HeaderCell isNumeric>is, on the last day</HeaderCell>
            <HeaderCell>Last day</HeaderCell>
            <HeaderCell>First day</HeaderCell>
            <HeaderCell isNumeric>Days</HeaderCell>
            <HeaderCell isNumeric title="Rates that a later one of the same day took the place of">
              Replaced
            </HeaderCell>
            <HeaderCell>Source</HeaderCell>
            <HeaderCell className="pr-4">Imported</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {pairs.map(({ last, firstDay, days, replaced }) => (
            <TableRow key={`${last.from} ${last.to}`}>
              <Cell isPinned className="pl-4">
                {last.from}
              </Cell>
              <Cell isNumeric className="whitespace-nowrap">
                {last.rate} {last.to}
              </Cell>
              <Cell className="whitespace-nowrap">{formatDay(last.day)}</Cell>
              <Cell className="whitespace-nowrap">{formatDay(firstDay)}</Cell>
              <Cell isNumeric>{formatNumber(days)}</Cell>
              <Cell isNumeric>{formatNumber(replaced)}</Cell>
              <Cell>{last.source}</Cell>
              <Cell className="whitespace-nowrap pr-4">
                <Instant at={last.importedAt} as="both" />
              </Cell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </TableRegion>
  );
}
