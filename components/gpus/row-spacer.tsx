/** Room for the rows of a table that are not drawn, in pixels. */
export function RowSpacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row takes no focus; this one is only room
    <tr aria-hidden="true">
      <td height={height} className="p-0" />
    </tr>
  );
}
