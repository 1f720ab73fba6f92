import type { ComponentProps, ReactNode } from 'react';
import type { Colour } from '../../core/annotation.ts';
import { Swatch } from './colours.tsx';

/** A marked passage as a card: colour, where it is, the words, the note, and chips below. */
export function MarkCard({
  colour,
  place,
  quote,
  language,
  note,
  chips,
  actions,
  active,
  children,
  className,
  ...rest
}: Omit<ComponentProps<'div'>, 'children'> & {
  readonly colour: Colour;
  readonly place: ReactNode;
  readonly quote: ReactNode;
  readonly language?: string | null | undefined;
  readonly note?: ReactNode;
  readonly chips?: ReactNode;
  readonly actions?: ReactNode;
  readonly active?: boolean | undefined;
  readonly children?: ReactNode;
}) {
  return (
    <div
      {...rest}
      className={`card ann hl-${colour}${active ? ' on' : ''}${className ? ` ${className}` : ''}`}
    >
      <div className="hd">
        <Swatch colour={colour} />
        <span className="clip">{place}</span>
        {actions && <span className="end row tight">{actions}</span>}
      </div>
      {quote !== '' && quote !== null && (
        <q lang={language ?? undefined} dir="auto">
          {quote}
        </q>
      )}
      {note !== undefined && note !== '' && note !== null && <div className="note">{note}</div>}
      {children}
      {chips && <div className="ft">{chips}</div>}
    </div>
  );
}
