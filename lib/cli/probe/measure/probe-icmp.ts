import { spawn } from 'node:child_process';
import type { ProbeFault, ProbeOutcome } from '@/lib/domain/probe/probe';

/** Echoes of one run of ping. */
export interface Echoes {
  attempts: number;
  spacingMs: number;
  timeoutMs: number;
}

/**
 * Sends echoes by the system's ping, which may where we may not, and tells what came of each in order. An answer that took
 * longer than the time-out is none.
 */
export function probeIcmp(address: string, echoes: Echoes, program = 'ping'): Promise<ProbeOutcome[]> {
  const { attempts, spacingMs, timeoutMs } = echoes;
  const all = (outcome: ProbeOutcome) => Array.from({ length: attempts }, () => outcome);
  const args = ['-n', '-c', `${attempts}`, '-i', `${spacingMs / 1_000}`, '-W', `${timeoutMs / 1_000}`, address];
  return new Promise((resolve) => {
    // In the language whose lines are read below.
    const child = spawn('env', ['LC_ALL=C', program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), attempts * spacingMs + timeoutMs + 2_000);
    const said = { out: '', err: '' };
    const gather = (into: 'out' | 'err') => (text: string) => {
      if (said[into].length < 32_768) said[into] += text;
    };
    child.stdout.setEncoding('utf8').on('data', gather('out'));
    child.stderr.setEncoding('utf8').on('data', gather('err'));
    const fail = (fault: ProbeFault) => resolve(all({ is: 'failed', fault }));
    child.once('error', () => {
      clearTimeout(timer);
      fail('agent-failed');
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      if (code === 127) return fail('ping-missing');
      const isUnderstood = code === 0 || code === 1 || /unreachable/i.test(said.err);
      if (!isUnderstood) return fail('ping-not-permitted');
      resolve(readEchoes(said.out, attempts, timeoutMs));
    });
  });
}

/** What each echo came to, from the lines that iputils, busybox and BSD write: `icmp_seq=1 ttl=64 time=0.045 ms`. */
export function readEchoes(text: string, attempts: number, timeoutMs: number): ProbeOutcome[] {
  const answered = new Map<number, number>();
  for (const [, number, ms] of text.matchAll(/\b(?:icmp_)?seq=(\d+) .*?\btime=(\d+(?:\.\d+)?) ms/g))
    if (!answered.has(Number(number))) answered.set(Number(number), Number(ms));
  // iputils counts from one, busybox and BSD from nought.
  const first = answered.has(0) ? 0 : 1;
  return Array.from({ length: attempts }, (_, index) => {
    const ms = answered.get(first + index);
    return ms === undefined || ms > timeoutMs ? { is: 'lost' } : { is: 'answered', value: Math.round(ms * 1e6) };
  });
}
