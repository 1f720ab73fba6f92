/** Filled in next. */
export function Palette() { return null; }
