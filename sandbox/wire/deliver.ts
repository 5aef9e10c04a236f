import type { ServerResponse } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import type { Fault } from '../faults/fault';
import type { WireResponse } from './wire';

const portal = (field: string) => `<!DOCTYPE html>
<html><head><title>Welcome</title></head><body><h1>Sign in to the guest network</h1>
<form method="post" action="/login">${field}</form></body></html>
`;

/** Only the first is well-formed XML: HTML lets an input go unclosed. */
const garbagePages = { xhtml: portal('<input name="voucher"/>'), html: portal('<input name=voucher>') };

export interface Delivery {
  response: WireResponse;
  fault: Fault | null;
  /** What the Date header says. */
  date: Date;
  /** False for HEAD: headers only. */
  hasBody: boolean;
}

/** Sends a response, spoilt on its way by the fault if it is one of the wire. */
export function deliver(out: ServerResponse, { response, fault, date, hasBody }: Delivery): void {
  if (fault?.kind === 'hang') return;
  const { status, headers, body, ...other } = fault?.kind === 'garbage' ? garbage(fault.markup) : response;
  if (response.stream && fault === null) {
    pour(out, response, date);
    return;
  }
  const bytes = Buffer.from(hasBody ? (other.bytes ?? body) : '');
  const length = hasBody ? sizeSent(bytes, fault) : (other.length ?? 0);
  out.writeHead(status, { ...headers, date: date.toUTCString(), 'content-length': String(length) });
  if (fault?.kind === 'truncated-page') {
    out.write(bytes.subarray(0, half(bytes)), () => (fault.cut === 'connection' ? out.destroy() : out.end()));
  } else if (fault?.kind === 'slow-drip') {
    drip(out, bytes, fault.bytesPerSecond);
  } else {
    out.end(bytes);
  }
}

/** Sends a body and then whatever comes, until it ends or the caller has gone. */
function pour(out: ServerResponse, { status, headers, body, stream }: WireResponse, date: Date): void {
  out.writeHead(status, { ...headers, date: date.toUTCString() });
  pipeline(Readable.from(prepend(body, stream ?? [])), out, () => {});
}

async function* prepend(first: string, rest: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}

function garbage(markup: keyof typeof garbagePages): WireResponse {
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: garbagePages[markup] };
}

function half(bytes: Buffer): number {
  return Math.floor(bytes.length / 2);
}

function sizeSent(bytes: Buffer, fault: Fault | null): number {
  return fault?.kind === 'truncated-page' && fault.cut === 'body' ? half(bytes) : bytes.length;
}

function drip(out: ServerResponse, bytes: Buffer, bytesPerSecond: number): void {
  const stepMs = Math.max(10, 1000 / bytesPerSecond);
  const stepBytes = Math.max(1, Math.round((bytesPerSecond * stepMs) / 1000));
  let sent = 0;
  const timer = setInterval(() => {
    out.write(bytes.subarray(sent, sent + stepBytes));
    sent += stepBytes;
    if (sent >= bytes.length) {
      clearInterval(timer);
      out.end();
    }
  }, stepMs);
  out.on('close', () => clearInterval(timer));
}
