/** Data parser versions the face speaks, oldest first. */
export const dataParserVersions = [38, 39, 40, 41, 42, 43, 44, 45, 46] as const;
export type DataParserVersion = (typeof dataParserVersions)[number];

/** The version a path names, e.g. `v0.0.44`; undefined where the face speaks none such. */
export function readVersion(segment: string): DataParserVersion | undefined {
  return dataParserVersions.find((version) => segment === nameOf(version));
}

export function nameOf(version: DataParserVersion): string {
  return `v0.0.${version}`;
}

/** The release that answers. */
export const release = { major: '26', minor: '05', micro: '3', name: '26.05.3' } as const;
