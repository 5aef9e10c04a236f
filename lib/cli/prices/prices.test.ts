import { utimes, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestProgram, type TestProgram } from '../test-program';

let program: TestProgram;

beforeAll(async () => {
  program = await createTestProgram();
});
afterAll(() => program.close());

const run = (...line: string[]) => program.run(...line);

/** Writes a catalogue of that day. */
async function write(name: string, day: string, price: string): Promise<string> {
  const path = program.path(name);
  const header = 'InstanceType,AcceleratorName,AcceleratorCount,Price,SpotPrice,Region,AvailabilityZone';
  const rows = [
    `p5.48xlarge,H100,8.0,${price},24,us-east-1,us-east-1a`,
    'p5en.48xlarge,H200,8,0,,us-east-1,us-east-1a',
  ];
  await writeFile(path, [header, ...rows].join('\n'));
  await utimes(path, new Date(day), new Date(day));
  return path;
}

const columnsOf = (listing: string) => listing.split('\n').map((line) => line.split(/ {2,}/));

describe('the price book', () => {
  test('takes catalogues with the day of their file, and tells what was no price', async () => {
    const { code, out, remarks } = await run(
      'prices',
      'import',
      await write('october.csv', '2026-10-01T12:00:00Z', '55.04'),
      '--provider',
      'aws',
    );
    expect([code, out]).toEqual([0, '2 offers of aws are in the price book, valid from 2026-10-01.']);
    expect(remarks).toContain('1 prices were nought');
    const again = await run('prices', 'import', program.path('october.csv'), '--provider', 'aws');
    expect(again.out).toContain('are in the price book already');
    expect(await program.database.prisma.auditEntry.count({ where: { action: 'prices.import' } })).toBe(1);
  });

  test('keeps the prices of the past beside the new ones', async () => {
    const path = await write('november.csv', '2026-11-01', '40');
    await run('prices', 'import', path, '--provider', 'aws', '--valid-from', '2026-11-02');
    const list = async (...more: string[]) => columnsOf((await run('prices', 'list', '--gpu', 'H100', ...more)).out)[1];
    expect(await list()).toEqual([
      'aws',
      'us-east-1',
      'H100',
      '5',
      '3',
      'not known',
      'USD',
      'machine',
      '2026-11-02',
      'november.csv',
    ]);
    expect((await list('--at', '2026-11-01'))?.slice(3, 5)).toEqual(['6.88', '3']);
    expect(await list('--region', 'eu-west-1')).toBeUndefined();
  });

  test('says what it does not know', async () => {
    const list = (...line: string[]) => run('prices', 'list', ...line);
    expect((await list('--gpu', 'B200')).remarks).toBe('What an hour of NVIDIA B200 costs is not known.');
    expect((await list('--gpu', 'H100', '--at', '2026-09-01')).remarks).toContain('is not known');
    expect(columnsOf((await list('--gpu', 'H200')).out)[1]?.[3]).toBe('not known');
    const { out } = await list('--gpu', 'NVIDIA H200', '--json');
    expect(JSON.parse(out)[0].perGpuHour).toEqual({ 'on-demand': null, spot: null, committed: null });
  });

  test('says that of lists of long ago the last of each month is kept, where a provider’s API told some', async () => {
    const remarks = async (at: string) => (await run('prices', 'list', '--gpu', 'H100', '--at', at)).remarks;
    const longAgo = new Date(Date.now() - 500 * 86_400_000);
    const day = longAgo.toISOString().slice(0, 10);
    expect(await remarks(day)).not.toContain('is kept');
    const { id } = await program.database.prisma.priceEdition.create({
      data: {
        provider: 'aws',
        series: 'spot',
        source: 'AWS',
        validFrom: longAgo,
        importedAt: longAgo,
        contentHash: Buffer.from('a'),
      },
    });
    await program.database.prisma.priceOffer.create({
      data: {
        editionId: id,
        position: 0,
        machineType: 'p5.48xlarge',
        gpuModel: 'NVIDIA H100',
        gpuVariant: 'H100',
        gpuCount: '8',
        region: 'paris',
        currency: 'USD',
        spot: '64',
      },
    });
    expect(await remarks(day)).toMatch(/^Of price lists before \d{4}-\d\d-\d\d the last of each month is kept/);
    expect(await remarks(new Date().toISOString().slice(0, 10))).not.toContain('is kept');
    await program.database.prisma.priceOffer.deleteMany({ where: { editionId: id } });
    await program.database.prisma.priceEdition.delete({ where: { id } });
  });

  test('refuses what is no catalogue, nobody’s, or of a day to come', async () => {
    const path = program.path('other.csv');
    await writeFile(path, 'a,b\n1,2\n');
    expect(await run('prices', 'import', path, '--provider', 'aws')).toMatchObject({ code: 1 });
    const october = program.path('october.csv');
    expect(await run('prices', 'import', october, '--provider', 'acme')).toMatchObject({ code: 1 });
    const early = await run('prices', 'import', october, '--provider', 'aws', '--valid-from', '2999-01-01');
    expect(early.remarks).toContain('day to come');
  });
});
