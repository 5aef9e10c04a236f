/** Where to go after sign-in or sign-out: an address of this console, else its first page. */
export function toOwnUrl(url: string, origin: string): string {
  if (!URL.canParse(url, origin)) return origin;
  const target = new URL(url, origin);
  return target.origin === origin ? target.href : origin;
}
