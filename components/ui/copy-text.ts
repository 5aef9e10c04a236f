'use client';
import { notify } from './toast';

/** Puts a text on the clipboard. Tells when the browser does not allow it; returns whether it worked. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    notify({ tone: 'critical', title: 'Not copied', detail: 'The browser did not allow access to the clipboard.' });
    return false;
  }
}

/** As copyText, and tells that it worked. `what` starts the sentence, e.g. `Link`. */
export async function copyAndTell(text: string, what: string): Promise<void> {
  if (await copyText(text)) notify({ tone: 'healthy', title: `${what} copied` });
}
