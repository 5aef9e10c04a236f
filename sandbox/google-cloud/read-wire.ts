/** A path that does not decode names nothing the face knows. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}

/** A body that is no JSON parses to nothing an operation accepts, and is refused as such. */
export function parseBody(body: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(body.toString('utf8') || '{}');
    return value;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
