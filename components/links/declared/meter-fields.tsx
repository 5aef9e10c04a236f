'use client';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { connectionsQuery } from '@/lib/queries/connections';
import type { MeterDraft } from './to-declared-input';

export interface MeterFieldsProps {
  meters: readonly MeterDraft[];
  onMeters: (meters: readonly MeterDraft[]) => void;
}

type Series = Extract<MeterDraft, { by: 'prometheus' }>;
type Probe = Extract<MeterDraft, { by: 'probe' }>;

const newProbe: Probe = { by: 'probe', from: '', to: '', kind: 'icmp' };
const newSeries: Series = {
  by: 'prometheus',
  connectionId: '',
  series: '',
  measures: 'receive',
  unit: null,
  isCounter: true,
};

/** What measures a declared link: ways that are probed, and series of a Prometheus, each with its unit said. */
export function MeterFields({ meters, onMeters }: MeterFieldsProps) {
  const replace = (index: number, meter: MeterDraft) =>
    onMeters(meters.map((each, at) => (at === index ? meter : each)));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="font-medium">
        What measures it <span className="font-normal text-subtle">(optional)</span>
      </legend>
      <p className="text-muted text-table">
        Nothing measuring it, its state is unknown, never up. Bytes and bits are not guessed.
      </p>
      {meters.map((meter, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own, and are only added and removed
        <div key={index} className="flex flex-wrap items-center gap-2">
          {meter.by === 'probe' ? (
            <ProbeRow meter={meter} onMeter={(next) => replace(index, next)} />
          ) : (
            <SeriesRow meter={meter} onMeter={(next) => replace(index, next)} />
          )}
          <Button variant="quiet" size="compact" onClick={() => onMeters(meters.filter((_, at) => at !== index))}>
            Remove
          </Button>
        </div>
      ))}
      <div className="flex gap-2">
        <Button size="compact" onClick={() => onMeters([...meters, newProbe])}>
          Add a probed way
        </Button>
        <Button size="compact" onClick={() => onMeters([...meters, newSeries])}>
          Add a Prometheus series
        </Button>
      </div>
    </fieldset>
  );
}

function ProbeRow({ meter, onMeter }: { meter: Probe; onMeter: (meter: Probe) => void }) {
  return (
    <>
      <Choice
        label="Kind of probe"
        value={meter.kind}
        options={[
          ['icmp', 'ICMP'],
          ['tcp', 'TCP'],
          ['http', 'HTTP'],
        ]}
        onValue={(kind) => onMeter({ ...meter, kind: kind === 'tcp' || kind === 'http' ? kind : 'icmp' })}
      />
      <Input
        aria-label="Probed from site"
        placeholder="from site"
        className="max-w-40"
        value={meter.from}
        onChange={({ target }) => onMeter({ ...meter, from: target.value.trim() })}
      />
      <Input
        aria-label="Probed to site"
        placeholder="to site"
        className="max-w-40"
        value={meter.to}
        onChange={({ target }) => onMeter({ ...meter, to: target.value.trim() })}
      />
    </>
  );
}

function SeriesRow({ meter, onMeter }: { meter: Series; onMeter: (meter: Series) => void }) {
  const { data } = useQuery(connectionsQuery());
  const servers = (data?.items ?? []).filter(({ provider }) => provider === 'prometheus');
  const measure = (value: string) =>
    value === 'state'
      ? onMeter({ ...meter, measures: 'state', unit: null, isCounter: false })
      : onMeter({ ...meter, measures: value === 'transmit' ? 'transmit' : 'receive' });
  return (
    <>
      <Choice
        label="Prometheus"
        value={meter.connectionId}
        options={[['', 'Which Prometheus?'], ...servers.map(({ id, name }): [string, string] => [id, name])]}
        onValue={(connectionId) => onMeter({ ...meter, connectionId })}
      />
      <Input
        aria-label="Series"
        placeholder={'ifHCInOctets{instance="r1",ifName="xe-0/0/1"}'}
        className="min-w-72 flex-1 font-mono"
        value={meter.series}
        onChange={({ target }) => onMeter({ ...meter, series: target.value })}
      />
      <Choice
        label="What it measures"
        value={meter.measures}
        options={[
          ['receive', 'received by the near end'],
          ['transmit', 'sent by the near end'],
          ['state', 'state (1 is up)'],
        ]}
        onValue={measure}
      />
      {meter.measures === 'state' ? null : (
        <>
          <Choice
            label="Unit"
            value={meter.unit ?? ''}
            options={[
              ['', 'Bytes or bits?'],
              ['bytes', 'bytes'],
              ['bits', 'bits'],
            ]}
            onValue={(unit) => onMeter({ ...meter, unit: unit === 'bytes' || unit === 'bits' ? unit : null })}
          />
          <Choice
            label="Counter or rate"
            value={meter.isCounter ? 'counter' : 'rate'}
            options={[
              ['counter', 'counted since a start'],
              ['rate', 'a second'],
            ]}
            onValue={(kind) => onMeter({ ...meter, isCounter: kind === 'counter' })}
          />
        </>
      )}
    </>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: readonly (readonly [value: string, words: string])[];
  onValue: (value: string) => void;
}

function Choice({ label, value, options, onValue }: ChoiceProps) {
  return (
    <Select aria-label={label} className="max-w-52" value={value} onChange={({ target }) => onValue(target.value)}>
      {options.map(([each, words]) => (
        <option key={each} value={each}>
          {words}
        </option>
      ))}
    </Select>
  );
}
