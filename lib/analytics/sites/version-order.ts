/** Whether a version is of an older major or minor release than another; patches aside. False where either is no such version. */
export function isOlderMinor(version: string, other: string): boolean {
  const [left, right] = [toRelease(version), toRelease(other)];
  if (left === null || right === null) return false;
  return left.major < right.major || (left.major === right.major && left.minor < right.minor);
}

/** The first two numbers: `v1.33.2-eks-1` is 1.33, Slurm's `24.05.4` 24.5. */
function toRelease(version: string): { major: number; minor: number } | null {
  const found = /^v?(\d{1,6})\.(\d{1,6})(?!\d)/.exec(version);
  return found === null ? null : { major: Number(found[1]), minor: Number(found[2]) };
}
