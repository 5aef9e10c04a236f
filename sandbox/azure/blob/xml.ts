import type { WireResponse } from '../../wire/wire';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => escapes[letter] ?? letter);
}

/** One element with text in it; an empty one where there is none. */
export function element(name: string, text: string): string {
  return text === '' ? `<${name} />` : `<${name}>${escapeXml(text)}</${name}>`;
}

/** A document as the Blob service writes it: behind a byte order mark. */
export function xmlResponse(status: number, document: string, headers: Record<string, string> = {}): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/xml', ...headers },
    body: `\uFEFF<?xml version="1.0" encoding="utf-8"?>${document}`,
  };
}
