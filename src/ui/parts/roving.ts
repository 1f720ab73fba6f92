import type { KeyboardEvent } from 'react';

/** Arrow keys move the focus among the matching children; Home and End go to the ends. `press` also clicks. */
export const roving =
  (selector: string, press = false) =>
  (event: KeyboardEvent<HTMLElement>): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)];
    if (items.length === 0 || (step === undefined && event.key !== 'Home' && event.key !== 'End')) return;
    const at = items.findIndex((item) => item === document.activeElement);
    const next =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? items.length - 1
          : (at + (step ?? 0) + items.length) % items.length;
    event.preventDefault();
    event.stopPropagation();
    items[next]?.focus();
    if (press) items[next]?.click();
  };
