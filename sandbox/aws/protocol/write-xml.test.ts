import fc from 'fast-check';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { NamedList } from './wire-value';
import { escapeXml, writeXml } from './write-xml';

describe('writeXml', () => {
  test('writes lists, nested members and instants, and leaves absent members out', () => {
    expect(
      writeXml(
        { set: [{ a: 1 }, { a: 2 }], when: new Date(0), none: null, flag: false, named: new NamedList('Tag', ['x']) },
        'item',
      ),
    ).toBe(
      '<set><item><a>1</a></item><item><a>2</a></item></set><when>1970-01-01T00:00:00.000Z</when><flag>false</flag><named><Tag>x</Tag></named>',
    );
  });

  test('keeps any text as it is through a parser', () => {
    const parser = new XMLParser({ trimValues: false, parseTagValue: false, htmlEntities: true });
    const printable = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(printable, (text) => {
        expect(parser.parse(`<a>${escapeXml(text)}</a>`)).toEqual({ a: text });
      }),
    );
  });
});
