/** Moves the focus to the next or previous region of the window; the reader is where it starts. */
export const moveRegion = (step: 1 | -1): void => {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter((region) =>
    region.checkVisibility(),
  );
  if (regions.length === 0) return;
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  const start = regions.findIndex((region) => region.dataset['region'] === 'reader');
  const next = here < 0 ? Math.max(0, start) : (here + step + regions.length) % regions.length;
  focusRegion(regions[next]!.dataset['region']!);
};

/** Puts the focus into a region: where it asks for it, else on the region itself. */
export const focusRegion = (name: string): void => {
  const region = document.querySelector<HTMLElement>(`[data-region="${name}"]`);
  if (!region) return;
  const inner = region.querySelector<HTMLElement>('[data-focus-first]');
  (inner ?? region).focus();
};
