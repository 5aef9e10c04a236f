import { describe, expect, it } from 'vitest';
import { parseListing } from './parse-listing';

const properties =
  '<Last-Modified>Wed, 18 Nov 2026 03:04:05 GMT</Last-Modified><Etag>0x8DE1</Etag><Content-Length>12</Content-Length>';
const blob = (name: string, more = '') =>
  `<Blob><Name>${name}</Name><Properties>${properties}${more}</Properties></Blob>`;
const page = (blobs: string, end = '<NextMarker />') =>
  `<?xml version="1.0" encoding="utf-8"?><EnumerationResults ContainerName="exports"><Blobs>${blobs}</Blobs>${end}</EnumerationResults>`;
const namesIn = (xml: string) => parseListing(xml).blobs.map(({ name }) => name);

describe('a page of List Blobs', () => {
  it('tells of each blob its size, ETag, time and MD5, and of an unknown MD5 nothing', () => {
    const md5 = 'XrY7u+Ae7tCTyyK7j1rNww==';
    const { blobs, nextMarker } = parseListing(
      page(
        blob('a', `<Content-MD5>${md5}</Content-MD5>`) + blob('b') + blob('c', '<Content-MD5 />'),
        '<NextMarker>2!8</NextMarker>',
      ),
    );
    const facts = { sizeBytes: 12, etag: '0x8DE1', lastModified: new Date('2026-11-18T03:04:05Z') };
    expect(blobs).toEqual([
      { name: 'a', ...facts, contentMd5: md5 },
      { name: 'b', ...facts, contentMd5: null },
      { name: 'c', ...facts, contentMd5: null },
    ]);
    expect(nextMarker).toBe('2!8');
  });

  it('keeps names as they are: entities, references, blanks, digits, percent signs', () => {
    const written = ['a&amp;b &lt;c&gt; &quot;&apos;', '&#xD;&#65;', ' x ', '007', '50%20', 'ä/日本', '&amp;lt;'];
    expect(namesIn(page(written.map((name) => blob(name)).join('')))).toEqual([
      'a&b <c> "\'',
      '\rA',
      ' x ',
      '007',
      '50%20',
      'ä/日本',
      '&lt;',
    ]);
  });

  it('reads a name that XML cannot hold from its percent encoding, and only where it says so', () => {
    const encoded = blob('x').replace('<Name>x', '<Name Encoded="true">a%EF%BF%BF%2520');
    const plain = blob('x').replace('<Name>x', '<Name Encoded="false">a%20');
    expect(namesIn(page(encoded + plain))).toEqual(['a\uffff%20', 'a%20']);
  });

  it('leaves directories out', () => {
    const directory = blob('d', '<ResourceType>directory</ResourceType>');
    expect(namesIn(page(directory + blob('d/f', '<ResourceType>file</ResourceType>')))).toEqual(['d/f']);
  });

  it.each(['', ' \n '])('may be empty: %j', (nothing) => {
    expect(parseListing(page(nothing))).toEqual({ blobs: [], nextMarker: '' });
    expect(namesIn(page('').replace('<Blobs></Blobs>', '<Blobs />'))).toEqual([]);
  });

  it('holds five thousand names with entities', () => {
    const blobs = Array.from({ length: 5000 }, (_, index) => blob(`a&amp;b&amp;&#65;${index}`));
    expect(namesIn(page(blobs.join(''))).at(-1)).toBe('a&b&A4999');
  });

  it.each([
    ['nothing', ''],
    ['JSON', '{}'],
    ['HTML', '<html><body>Sign in</body></html>'],
    ['HTML that is no XML', '<!DOCTYPE html><html><body><p>Sign in</body></html>'],
    ['a page cut short', page(blob('a')).slice(0, -30)],
    ['a page without its end', page(blob('a'), '')],
    ['a page without blobs', page('').replace('<Blobs></Blobs>', '')],
    ['a blob without a size', page(blob('a').replace(/<Content-Length>.*<.Content-Length>/, ''))],
    ['a blob of a size below nothing', page(blob('a').replace('>12<', '>-1<'))],
    ['a blob of a size no double holds', page(blob('a').replace('>12<', '>9007199254740993<'))],
    ['a blob without an ETag', page(blob('a').replace('0x8DE1', ''))],
    ['a blob of no time', page(blob('a').replace('Wed, 18 Nov 2026 03:04:05 GMT', 'yesterday'))],
    ['a blob of no MD5', page(blob('a', '<Content-MD5>none</Content-MD5>'))],
    ['a blob without a name', page(blob(''))],
    ['text where blobs belong', page('blobs')],
    [
      'entities of its own',
      page(blob('&a;')).replace('<Enum', '<!DOCTYPE EnumerationResults [<!ENTITY a "aaaa">]><Enum'),
    ],
  ])('is not %s', (_, text) => {
    expect(() => parseListing(text)).toThrow();
  });
});
