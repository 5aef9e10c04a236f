/** The anchor of the field the API calls `path`, for its label and the error summary. */
export function toFieldId(path: string): string {
  return `field-${path.replaceAll('.', '-')}`;
}
