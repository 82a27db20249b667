// Says which part of a page is on screen.

/** `12-29 of 340`; undefined when all of it is shown. */
export const placeText = (top: number, rows: number, height: number): string | undefined =>
  height <= rows ? undefined : `${top + 1}-${Math.min(height, top + rows)} of ${height}`
