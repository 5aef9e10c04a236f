/** Whether a text looks like an e-mail address, as loosely as a form may judge; the API judges strictly. */
export function isEmailAddress(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text.trim());
}
