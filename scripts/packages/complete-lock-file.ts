import { findMissingPackages, type LockedPackage, type LockedPackages } from './locked-package';

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];
const libraries: Record<string, string> = {
  gnu: 'glibc',
  gnueabihf: 'glibc',
  musl: 'musl',
  musleabihf: 'musl',
};

/**
 * Adds an entry for every optional package the lock file lacks: its exact version and the platform its name tells, so
 * that other platforms skip it. Its checksum is not known here; npm adds it where it first installs it.
 */
export function completeLockFile(packages: LockedPackages): LockedPackages {
  const added = findMissingPackages(packages).map(({ name, version, wantedBy }): [string, LockedPackage] => [
    `node_modules/${name}`,
    { version, ...toPlatform(name), ...(wantedBy.dev ? { dev: true } : {}), optional: true },
  ]);
  const all = [...Object.entries(packages), ...added];
  return Object.fromEntries(all.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function toPlatform(name: string): { cpu: string[]; libc?: string[]; os?: string[] } {
  const words = name.slice(name.lastIndexOf('/') + 1).split('-');
  const cpu = words.filter((word) => processors.includes(word));
  if (cpu.length === 0) throw new Error(`${name} does not tell its platform: add its entry by hand.`);
  const os = words.filter((word) => systems.includes(word));
  const libc = os.includes('linux') ? words.flatMap((word) => libraries[word] ?? []) : [];
  return { cpu, ...(libc.length > 0 ? { libc } : {}), ...(os.length > 0 ? { os } : {}) };
}
