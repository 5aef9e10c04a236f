import { compress } from 'snappyjs';
import type { AdmittedSeries } from '../../admit-series';
import { toIdentityKey, toLabels } from '../names/series-labels';
import { encodeWriteRequest, type Label } from '../wire/encode-write-request';

/** Samples of one series on their way to an engine. */
export interface Outgoing {
  key: string;
  labels: readonly Label[];
  /** Milliseconds since 1970, rising. Never empty. */
  times: readonly number[];
  values: readonly number[];
}

/** What any engine takes: VictoriaMetrics drops labels beyond 30 and Mimir refuses longer text, each by default. */
const mostLabels = 30;
const mostLabelBytes = 2_048;
const mostNameBytes = 1_024;

/** A series as it goes to the engine; null when an engine would cut or refuse its labels. */
export function toOutgoing(connectionId: string, { traits, times, values }: AdmittedSeries): Outgoing | null {
  const identity = { connectionId, ...traits };
  const labels = toLabels(identity);
  const isTooMuch =
    labels.length > mostLabels ||
    labels.some(
      ({ name, value }) => Buffer.byteLength(value) > mostLabelBytes || Buffer.byteLength(name) > mostNameBytes,
    );
  return isTooMuch ? null : { key: toIdentityKey(identity), labels, times, values };
}

/** Cuts what is to be sent into requests of so many samples, in the order given. */
export function toRequests(outgoing: readonly Outgoing[], mostSamples: number): Outgoing[][] {
  const requests: Outgoing[][] = [];
  let room = 0;
  for (const series of outgoing)
    for (let from = 0; from < series.times.length; ) {
      if (room === 0) {
        requests.push([]);
        room = mostSamples;
      }
      const part = slice(series, from, from + room);
      requests.at(-1)?.push(part);
      room -= part.times.length;
      from += part.times.length;
    }
  return requests;
}

/** A compressed WriteRequest. */
export function toBody(request: readonly Outgoing[]): Uint8Array {
  const series = request.map(({ labels, times, values }) => ({
    labels,
    samples: times.flatMap((atMs, index) => {
      const value = values[index];
      return value === undefined ? [] : [{ atMs, value }];
    }),
  }));
  return compress(encodeWriteRequest(series));
}

export function countSamples(request: readonly Outgoing[]): number {
  return request.reduce((sum, { times }) => sum + times.length, 0);
}

function slice({ key, labels, times, values }: Outgoing, from: number, to: number): Outgoing {
  return { key, labels, times: times.slice(from, to), values: values.slice(from, to) };
}

/** Two halves of a request; of one series, of its samples. */
export function halve(request: readonly Outgoing[]): [Outgoing[], Outgoing[]] {
  const [only] = request;
  if (request.length === 1 && only !== undefined) {
    const middle = Math.ceil(only.times.length / 2);
    return [[slice(only, 0, middle)], [slice(only, middle, only.times.length)]];
  }
  const middle = Math.ceil(request.length / 2);
  return [request.slice(0, middle), request.slice(middle)];
}
