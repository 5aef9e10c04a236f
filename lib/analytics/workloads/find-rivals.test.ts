import { describe, expect, it } from 'vitest';
import type { Workload } from '@/lib/domain/workload';
import { findRivals } from './find-rivals';
import { groupPieces } from './group-pieces';
import { lanesOf, lineUp } from './line-up';
import { toTestSlurm } from './test-pieces';
import { toJob } from './to-job';

const asks = (model: string | null) => ({ requested: [{ model, count: 8 }] });
const running = (id: string, queue: string, node: string) =>
  toTestSlurm(id, { state: 'running', queue, holdings: [{ node, count: 8, indexes: null }] });

function rivalsOf(...others: ReturnType<typeof toTestSlurm>[]) {
  const jobs = groupPieces([toTestSlurm('own', { queue: 'h100' }), running('r', 'h100', 'n1'), ...others]).map(toJob);
  const [own] = jobs.filter(({ id }) => id === 'own');
  const [lane] = own === undefined ? [] : lanesOf(own);
  if (own === undefined || lane === undefined) throw new RangeError('It is one of them, and in line.');
  return findRivals(own, lane, { jobs, lanes: lineUp(jobs, 1) });
}

describe('the queues whose work may take what another waits for', () => {
  it.each<[string, Partial<Workload>, string[]]>([
    ['waits in another partition', { queue: 'all' }, ['all']],
    ['waits in several others', { queue: 'all,batch' }, ['all', 'batch']],
    ['waits in its own too', { queue: 'all,h100' }, []],
    ['asks for another model', { queue: 'all', ...asks('NVIDIA A100') }, []],
    ['asks for any model', { queue: 'all', ...asks(null) }, ['all']],
    ['asks for what is not told', { queue: 'all', requested: null }, ['all']],
    ['asks for none', { queue: 'all', requested: [] }, []],
    ['runs', { queue: 'all', state: 'running' }, []],
    ['stands in a line without an order', { queue: 'all', submittedAt: null }, ['all']],
  ])('are known by work that %s', (_, work, expected) => {
    expect(rivalsOf(toTestSlurm('w', work)).map(({ queue }) => queue)).toEqual(expected);
  });

  it('are known to share nodes by what runs on them', () => {
    const waiting = toTestSlurm('w', { queue: 'all' });
    expect(rivalsOf(waiting, running('s', 'all', 'n1'))).toEqual([{ queue: 'all', sharesNodes: true }]);
    expect(rivalsOf(waiting, running('s', 'all', 'n2'))).toEqual([{ queue: 'all', sharesNodes: false }]);
  });
});
