import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';

/** A blob as its container lists it. */
export interface StoredBlob {
  name: string;
  sizeBytes: number;
  /** Changes with every write. Without quotes. */
  etag: string;
  lastModified: Date;
  /** Of the whole content, in base64; null when the service does not know it, as of blobs uploaded in blocks. */
  contentMd5: string | null;
}

/** One page of a listing. */
export interface BlobPage {
  blobs: StoredBlob[];
  /** What opens the next page; empty on the last one. */
  nextMarker: string;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  // Blanks are part of names.
  trimValues: false,
  // The only way this parser reads numeric references such as &#xD;.
  htmlEntities: true,
  isArray: (name) => name === 'Blob',
});

/** Attributes make an object of what else is a text. */
const nameSchema = z
  .union([z.string(), z.object({ '#text': z.string(), '@Encoded': z.string().optional() })])
  .transform((name) => {
    if (typeof name === 'string') return name;
    return name['@Encoded'] === 'true' ? decodeURIComponent(name['#text']) : name['#text'];
  })
  .pipe(z.string().min(1));

const md5Schema = z
  .union([z.literal(''), z.string().regex(/^[A-Za-z0-9+/]{22}==$/)])
  .optional()
  .transform((text) => (text === undefined || text === '' ? null : text));

const blobSchema = z.object({
  Name: nameSchema,
  Properties: z.object({
    'Content-Length': z.string().regex(/^\d+$/).transform(Number).pipe(z.int()),
    Etag: z.string().transform(withoutQuotes).pipe(z.string().min(1)),
    'Last-Modified': z
      .string()
      .transform((text) => new Date(text))
      .pipe(z.date()),
    'Content-MD5': md5Schema,
    ResourceType: z.string().optional(),
  }),
});

/** An element without content is read as a text of nothing but blanks. */
const blankSchema = z
  .string()
  .regex(/^\s*$/)
  .transform(() => ({ Blob: undefined }));

const pageSchema = z.object({
  EnumerationResults: z.object({
    Blobs: z.union([z.object({ Blob: z.array(blobSchema).optional() }), blankSchema]),
    NextMarker: z.string(),
  }),
});

/**
 * Reads a page of List Blobs. Directories of accounts with a hierarchical namespace are left out: they hold nothing.
 * Throws on any text that is not such a page, whole and well-formed.
 */
export function parseListing(xml: string): BlobPage {
  if (xml.includes('<!DOCTYPE')) throw new SyntaxError('A listing declares no document type.');
  const { Blobs, NextMarker } = pageSchema.parse(parser.parse(xml, true)).EnumerationResults;
  const blobs = (Blobs.Blob ?? [])
    .filter(({ Properties }) => Properties.ResourceType !== 'directory')
    .map(({ Name, Properties }) => ({
      name: Name,
      sizeBytes: Properties['Content-Length'],
      etag: Properties.Etag,
      lastModified: Properties['Last-Modified'],
      contentMd5: Properties['Content-MD5'],
    }));
  return { blobs, nextMarker: NextMarker };
}

/** An ETag as listings write it; answers put it in quotes. */
export function withoutQuotes(etag: string): string {
  return etag.replace(/^"(.*)"$/, '$1');
}
