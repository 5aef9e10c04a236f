import { NamedList, type WireDocument, type WireValue } from './wire-value';

/** Writes a document as XML elements; `listElement` names the elements of plain lists. */
export function writeXml(document: WireDocument, listElement: 'item' | 'member'): string {
  return Object.entries(document)
    .map(([name, value]) => writeElement(name, value, listElement))
    .join('');
}

function writeElement(name: string, value: WireValue, listElement: 'item' | 'member'): string {
  if (value === null || value === undefined) return '';
  if (value instanceof NamedList) {
    const list = writeList(value.element, value.items, listElement);
    return value.isFlat ? list : wrap(name, list);
  }
  if (isList(value)) return wrap(name, writeList(listElement, value, listElement));
  if (value instanceof Date) return wrap(name, value.toISOString());
  if (typeof value === 'object') return wrap(name, writeXml(value, listElement));
  return wrap(name, escapeXml(String(value)));
}

function writeList(element: string, items: readonly WireValue[], listElement: 'item' | 'member'): string {
  return items.map((item) => writeElement(element, item, listElement)).join('');
}

function wrap(name: string, content: string): string {
  return content === '' ? `<${name}/>` : `<${name}>${content}</${name}>`;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Escapes text for an element. White space is kept by reference, since readers may trim or fold it. */
export function escapeXml(text: string): string {
  return text
    .replace(/[&<>"']/g, (character) => escapes[character] ?? character)
    .replace(/[\r\n\t]|^ +| +$/g, (blank) => [...blank].map((character) => `&#${character.charCodeAt(0)};`).join(''));
}

export function isList(value: WireValue): value is readonly WireValue[] {
  return Array.isArray(value);
}
