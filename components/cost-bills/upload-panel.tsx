'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { findPermissionRefusal } from '@/components/query-view/permission-refusal';
import { usePermissions } from '@/components/shell/use-me';
import { Button } from '@/components/ui/button';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { Select } from '@/components/ui/select';
import { importableSources } from '@/lib/domain/cost/billing-delivery';
import { billingSourceWords } from '@/lib/format/bill-words';
import { importFilesMutation } from '@/lib/queries/deliveries';
import { FileDrop } from './file-drop';
import { ImportOutcomeView } from './import-outcome';
import { SendingStatus } from './sending-status';
import { useSending } from './use-sending';

const dateOrders = { 'month-first': 'Month first: 4/1/25 is 1 April', 'day-first': 'Day first: 4/1/25 is 4 January' };
type DateOrder = keyof typeof dateOrders;

/** Brings bills in: CSV, packed or not, Parquet or JSON lines, in FOCUS form. Many files are one delivery. */
export function UploadPanel() {
  const refusal = findPermissionRefusal(usePermissions(), 'cost:write');
  const [files, setFiles] = useState<File[]>([]);
  const [scope, setScope] = useState('');
  const [source, setSource] = useState<(typeof importableSources)[number]>('focus-file');
  const [currency, setCurrency] = useState('');
  const [dateOrder, setDateOrder] = useState<DateOrder | null>(null);
  const { mutateAsync } = useMutation(importFilesMutation(useQueryClient()));
  const sending = useSending((ids) =>
    mutateAsync({
      files: ids,
      source,
      ...(scope.trim() === '' ? {} : { scope }),
      ...(currency.trim() === '' ? {} : { currency: currency.trim().toUpperCase() }),
      ...(dateOrder === null ? {} : { dateOrder }),
    }),
  );
  if (refusal !== null) return null;
  const { state } = sending;
  const isBusy = state.phase === 'sending' || state.phase === 'reading';
  const needsScope = files.length > 1;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (files.length === 0 || isBusy) return;
    if (await sending.send(files)) setFiles([]);
  }

  return (
    <Panel title="Upload bills" unit="FOCUS 1.0 to 1.3: CSV, CSV.gz, Parquet or JSON lines">
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3 px-4 py-3">
        <FileDrop
          label="Choose bills"
          accept=".csv,.gz,.parquet,.json,.jsonl,.ndjson"
          isMultiple
          files={files}
          isDisabled={isBusy}
          onFiles={(chosen) => {
            sending.clear();
            setFiles(chosen);
          }}
        />
        <details open={needsScope || undefined}>
          <summary className="w-fit cursor-pointer rounded-control text-muted text-table">
            How they are to be read
          </summary>
          <div className="mt-2 grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
            <FormField
              label="Called"
              isRequired={needsScope}
              description="The next upload of this name takes its place, month by month. A single file’s own name otherwise."
            >
              {(control) => (
                <Input
                  {...control}
                  required={needsScope}
                  value={scope}
                  onChange={({ target }) => setScope(target.value)}
                />
              )}
            </FormField>
            <FormField label="Whose export" isRequired description="Files of a provider’s own export say so.">
              {(control) => (
                <Select
                  {...control}
                  value={source}
                  onChange={({ target }) =>
                    setSource(importableSources.find((one) => one === target.value) ?? 'focus-file')
                  }
                >
                  {importableSources.map((one) => (
                    <option key={one} value={one}>
                      {billingSourceWords[one]}
                    </option>
                  ))}
                </Select>
              )}
            </FormField>
            <FormField
              label="Currency"
              description="Of files without BillingCurrency, such as USD. It is never guessed."
            >
              {(control) => (
                <Input
                  {...control}
                  value={currency}
                  maxLength={3}
                  pattern="[A-Za-z]{3}"
                  onChange={({ target }) => setCurrency(target.value)}
                />
              )}
            </FormField>
            <FormField label="Dates such as 4/1/25" description="What they mean. It is never guessed.">
              {(control) => (
                <Select
                  {...control}
                  value={dateOrder ?? ''}
                  onChange={({ target }) =>
                    setDateOrder(target.value === 'month-first' || target.value === 'day-first' ? target.value : null)
                  }
                >
                  <option value="">Refuse them</option>
                  {Object.entries(dateOrders).map(([order, words]) => (
                    <option key={order} value={order}>
                      {words}
                    </option>
                  ))}
                </Select>
              )}
            </FormField>
          </div>
        </details>
        <div>
          <Button type="submit" variant="primary" disabled={files.length === 0} isPending={isBusy}>
            {files.length > 1 ? `Upload ${files.length} files as one delivery` : 'Upload'}
          </Button>
        </div>
        <SendingStatus state={state} onCancel={sending.cancel}>
          {(outcome) => <ImportOutcomeView outcome={outcome} />}
        </SendingStatus>
      </form>
    </Panel>
  );
}
