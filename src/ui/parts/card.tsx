import type { ComponentProps } from 'react';

/** A quiet frame around things that belong together. */
export function Card({ className, ...rest }: ComponentProps<'div'>) {
  return <div {...rest} className={`card${className ? ` ${className}` : ''}`} />;
}
