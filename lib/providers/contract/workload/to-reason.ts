import type { Workload } from '@/lib/domain/workload';
import { scrubText } from '../raw/scrub-text';

const codeLength = 200;
const messageLength = 2_000;

/**
 * A scheduler's reason as a workload keeps it: null without a code, the message null where it is empty. Secrets are
 * redacted, and what is longer than anybody reads is cut.
 */
export function toReason(
  code: string | null | undefined,
  message: string | null | undefined = null,
): Workload['reason'] {
  const [word, text] = [code?.trim() ?? '', message?.trim() ?? ''];
  if (word === '') return null;
  const told = text === '' ? null : scrubText(text, (document) => document);
  return { code: cut(word, codeLength), message: told === null ? null : cut(told, messageLength) };
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
