import { describe, expect, it } from 'vitest';
import { toTestPod } from './test-fleet';
import { WorkOnHosts } from './work-on-hosts';

const job = (id: string, name: string) =>
  toTestPod(name, 'n', 1, { kind: 'batch-job', provider: 'slurm', id: `job-${id}`, nativeId: `hall/job/${id}` });

describe('a job that metrics name', () => {
  const find = (name: string, ...jobs: ReturnType<typeof job>[]) =>
    new WorkOnHosts(jobs).find('cluster', { kind: 'job', namespace: null, name })?.resourceId;

  it('is the one of that id, whatever others are called and whichever is listed first', () => {
    const [meant, namesake] = [job('48213', 'train'), job('48214', '48213')];
    expect(find('48213', meant, namesake)).toBe('job-48213');
    expect(find('48213', namesake, meant)).toBe('job-48213');
  });

  it('is the one of that name where there is no other, and of several none can be told', () => {
    expect(find('train', job('1', 'train'), job('2', 'eval'))).toBe('job-1');
    expect(find('train', job('1', 'train'), job('2', 'train'), job('3', 'train'))).toBeNull();
    expect(find('other', job('1', 'train'))).toBeUndefined();
  });
});
