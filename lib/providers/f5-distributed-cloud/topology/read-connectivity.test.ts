import { describe, expect, it } from 'vitest';
import { judgeLink, toWorst } from '../inventory/judge-link';
import { type ConnectivityEdge, customerEdgesOf, newestValue, toNumber } from './read-connectivity';

type Value = string | null;

function edge(values: { data?: Value; control?: Value; reach?: Value }): ConnectivityEdge {
  const of = (type: string, value: Value | undefined) =>
    value === undefined ? [] : [{ type, value: { raw: [{ timestamp: 1, value }] } }];
  return {
    src_id: { site: 'munich', site_type: 'CUSTOMER_EDGE' },
    dst_id: { site: 'fra', site_type: 'REGIONAL_EDGE' },
    metric: [
      ...of('EDGE_DATA_PLANE_CONNECTION_STATUS', values.data),
      ...of('EDGE_CONTROL_PLANE_CONNECTION_STATUS', values.control),
      ...of('EDGE_REACHABILITY', values.reach),
    ],
  };
}

describe('a way between two sites', () => {
  it.each([
    [{ data: '1', control: '1', reach: '100' }, 'active'],
    [{ data: '1', reach: '100' }, 'active'],
    [{ data: '1' }, 'active'],
    [{ reach: '100' }, 'active'],
    [{ data: '0', control: '1', reach: '100' }, 'failed'],
    [{ data: '0', control: '0', reach: '0' }, 'failed'],
    [{ data: '1', control: '1', reach: '0' }, 'failed'],
    [{ data: '1', control: '1', reach: '95.8' }, 'unknown'],
    [{ data: '0', control: '1', reach: '95.8' }, 'failed'],
    [{ data: '1', control: '0', reach: '95.8' }, 'degraded'],
    [{ data: '1', control: '0', reach: '100' }, 'degraded'],
    [{ data: '0.4', control: '1', reach: '100' }, 'degraded'],
    [{ control: '1' }, 'unknown'],
    [{ control: '0' }, 'degraded'],
    [{ data: '', control: '', reach: '' }, 'unknown'],
    [{ data: null, reach: 'NaN' }, 'unknown'],
    [{}, 'unknown'],
  ])('that measures %j is %s', (values, status) => {
    expect(judgeLink(edge(values))).toBe(status);
  });

  it.each([
    ['LINK_STATUS_UP', 'active'],
    ['LINK_STATUS_DEGRADED', 'degraded'],
    ['LINK_STATUS_DOWN', 'failed'],
    ['LINK_STATUS_UNKNOWN', 'unknown'],
    ['LINK_STATUS_NOT_APPLICABLE', 'unknown'],
    ['toString', 'unknown'],
    [null, 'unknown'],
  ])('that loses something and that F5 calls %s is %s', (word, status) => {
    expect(judgeLink(edge({ data: '1', control: '1', reach: '99.9' }), word)).toBe(status);
    expect(judgeLink(edge({ data: '1', control: '1', reach: '100' }), word)).toBe('active');
  });

  it('is as the worse of its two ends says, and unknown when neither says', () => {
    expect(toWorst(['active', 'degraded'])).toBe('degraded');
    expect(toWorst(['failed', 'degraded'])).toBe('failed');
    expect(toWorst(['unknown', 'active'])).toBe('active');
    expect(toWorst(['unknown'])).toBe('unknown');
    expect(toWorst([])).toBe('unknown');
  });

  it('has the newest value that is one', () => {
    const raw = [
      { timestamp: 10, value: '0' },
      { timestamp: 30, value: '' },
      { timestamp: 20, value: '1' },
    ];
    const measured = { ...edge({}), metric: [{ type: 'EDGE_REACHABILITY', value: { raw } }] };
    expect(newestValue(measured, 'EDGE_REACHABILITY')).toBe(1);
  });

  it('is found in the topology of the tenant’s own sites', () => {
    const mesh = { ...edge({}), dst_id: { site: 'ashburn', site_type: 'CUSTOMER_EDGE' } };
    expect(customerEdgesOf([edge({}), mesh])).toEqual(['ashburn', 'munich']);
  });
});

it('takes no blank for a zero', () => {
  expect(['0', '1.5e3', '', '  ', null, undefined, 'NaN', 'Inf', '-'].map(toNumber)).toEqual([
    0,
    1500,
    ...Array<null>(7).fill(null),
  ]);
});
