import icons from '../../../resources/icons/icons.json' with { type: 'json' };
import { createElement } from 'react';

/** The icons we carry, by their Lucide names (ISC; resources/icons/LICENSE). */
export type IconName = keyof typeof icons;

/** A picture that repeats the words beside it; hidden from screen readers. */
export function Icon({ name, size }: { readonly name: IconName; readonly size?: 'xs' | 's' | 'l' }) {
  const nodes = icons[name] as unknown as readonly (readonly [string, Record<string, string>])[];
  return (
    <svg className={size ? `i ${size}` : 'i'} viewBox="0 0 24 24" aria-hidden="true">
      {nodes.map(([tag, attributes], i) => createElement(tag, { ...attributes, key: i }))}
    </svg>
  );
}
