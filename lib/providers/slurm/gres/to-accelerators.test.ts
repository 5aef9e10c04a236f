import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseGres } from './parse-gres';
import { toHeldAccelerators, toNodeAccelerators, toRequestedAccelerators } from './to-accelerators';
import { toModel } from './to-model';

const devices = (model: string, count: number) => ({ model, count, memoryBytes: null });

describe('the devices of a node', () => {
  it.each([
    ['gpu:h100:8(S:0-1)', [devices('NVIDIA H100', 8)]],
    ['gpu:8', [devices('GPU', 8)]],
    ['gpu:(null):4(IDX:0-3)', [devices('GPU', 4)]],
    ['gpu:mi300x:8(S:0,1),shard:mi300x:64(S:0,1)', [devices('AMD MI300X', 8)]],
    ['gpu:tesla:2(S:0),gpu:kepler:1(S:1)', [devices('NVIDIA GPU', 2), devices('KEPLER', 1)]],
    ['gpu:a100:no_consume:2,craynetwork:4,bandwidth:lustre:no_consume:4G', [devices('NVIDIA A100', 2)]],
    ['gpu:0', []],
    ['shard:8', []],
    ['(null)', []],
    [null, []],
  ])('%s are whole ones only', (gres, expected) => {
    expect(toNodeAccelerators(gres)).toEqual(expected);
  });

  it.each(['gpu:1g.10gb:7', 'gpu:a100_3g.20gb:2,gpu:a100:4'])('are not known where %s are slices of some', (gres) => {
    expect(toNodeAccelerators(gres)).toBeNull();
  });
});

describe('the devices of a job', () => {
  it.each([
    ['cpu=28,mem=240G,gres/gpu=2,gres/gpu:h100=2', [], [devices('NVIDIA H100', 2)]],
    ['cpu=28,gres/gpu=2', ['gpu:h100:1(IDX:0)', 'gpu:h100:1(IDX:3)'], [devices('NVIDIA H100', 2)]],
    ['cpu=28,gres/gpu=2', [], [devices('GPU', 2)]],
    ['cpu=28', ['gpu:a100:4(IDX:0-3)'], [devices('NVIDIA A100', 4)]],
    ['gres/gpu=3,gres/gpu:h100=2', [], [devices('NVIDIA H100', 2), devices('GPU', 1)]],
    ['gres/gpu=2,gres/gpu:1g.10gb=2', [], []],
    ['gres/gpu=2', ['gpu:1g.10gb:2(IDX:0-1)'], []],
    ['cpu=1,mem=1M', [], []],
    [null, [], []],
  ])('%s %j are counted once', (tres, details, expected) => {
    expect(toHeldAccelerators(tres, details)).toEqual(expected);
  });
});

describe('the devices a job asks for', () => {
  const none = { perJob: null, perNode: null, nodes: 2, elsewhere: [null, null] };

  it.each([
    [{ perNode: 'gres:gpu:8' }, [devices('GPU', 16)]],
    [{ perNode: 'gres/gpu:h100:8' }, [devices('NVIDIA H100', 16)]],
    [{ perJob: 'gres:gpu:4' }, [devices('GPU', 4)]],
    [{ perNode: 'gres:gpu:8', nodes: null }, null],
    [{ perNode: 'gres/gpu:1g.10gb:2' }, []],
    [{ elsewhere: ['gres/gpu:2', null] }, null],
    [{ elsewhere: ['gres/license:2', null] }, []],
    [{}, []],
  ])('by %j are counted where their number is told', (asked, expected) => {
    expect(toRequestedAccelerators({ ...none, ...asked })).toEqual(expected);
  });
});

test.each([
  ['h100', 'NVIDIA H100'],
  ['nvidia_h100_80gb_hbm3', 'NVIDIA H100'],
  ['H100-SXM5-80GB', 'NVIDIA H100'],
  ['gb200', 'NVIDIA GB200'],
  ['nvidia_a100-sxm4-40gb', 'NVIDIA A100'],
  ['tesla_v100-pcie-16gb', 'NVIDIA V100'],
  ['amd_instinct_mi300x_oam', 'AMD MI300X'],
  ['mi250', 'AMD MI250'],
  ['l40s', 'NVIDIA L40S'],
  ['cloudy', 'CLOUDY'],
])('a type %s is the model %s', (type, model) => {
  expect(toModel(type)).toBe(model);
});

test('a list of resources never yields a negative or broken count', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const { count } of parseGres(text) ?? []) expect(Number.isInteger(count) && count >= 0).toBe(true);
    }),
  );
});
