/**
 * A document as `InventoryItem.raw` keeps it: JSON text, which takes a fraction of the memory. It is written as it
 * stands, so secrets are to be redacted before; what JSON has no word for is `null`. Throws where it nests too deep.
 */
export function toRawText(document: unknown): string {
  return JSON.stringify(document) ?? 'null';
}
