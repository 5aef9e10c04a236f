import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type cellDimensions, type FacetCell, packCells, toCellTable, unpackCells } from './facet-cells';

const value = fc.oneof(fc.constantFrom('', 'a', 'b'), fc.string({ unit: 'grapheme' }));
const cell: fc.Arbitrary<FacetCell> = fc.record({
  region: value,
  status: value,
  site: value,
  team: value,
  owner: value,
  gpuModel: value,
  count: fc.integer({ min: 1, max: 0xffff_ffff }),
  accelerators: fc.integer({ min: 0, max: 0xffff_ffff }),
  lastSeenAt: fc.option(fc.integer({ min: 0, max: 4_102_444_800_000 })),
});

function unpack(packed: Buffer): FacetCell[] {
  const table = unpackCells(packed);
  return Array.from({ length: table.length }, (_, index) => {
    const at = (dimension: (typeof cellDimensions)[number]) =>
      table.values[dimension][table.codes[dimension][index] ?? -1] ?? 'missing';
    return {
      region: at('region'),
      status: at('status'),
      site: at('site'),
      team: at('team'),
      owner: at('owner'),
      gpuModel: at('gpuModel'),
      count: table.counts[index] ?? -1,
      accelerators: table.accelerators[index] ?? -1,
      lastSeenAt: table.lastSeenAt[index] ?? null,
    };
  });
}

describe('packed facet cells', () => {
  it('come out as they went in', () => {
    const holds = fc.property(fc.array(cell, { maxLength: 40 }), (cells) => {
      expect(unpack(packCells(toCellTable(cells)))).toEqual(cells);
    });
    fc.assert(holds);
  });

  it.each([255, 256, 257, 70_000])('hold %i owners', (owners) => {
    const cells = Array.from({ length: owners }, (_, index) => ({
      region: 'r',
      status: 'active',
      site: 's',
      team: '',
      owner: `owner-${index}`,
      gpuModel: '',
      count: index,
      accelerators: 0,
      lastSeenAt: null,
    }));
    expect(unpack(packCells(toCellTable(cells)))).toEqual(cells);
  });

  it('come out of bytes that do not start aligned', () => {
    const cells = [
      {
        region: 'r',
        status: 's',
        site: 'é',
        team: 't',
        owner: 'o',
        gpuModel: 'g',
        count: 7,
        accelerators: 8,
        lastSeenAt: 9,
      },
    ];
    const shifted = Buffer.concat([Buffer.from('x'), packCells(toCellTable(cells))]).subarray(1);
    expect(unpack(shifted)).toEqual(cells);
  });
});
