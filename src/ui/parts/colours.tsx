import { COLOURS, type Colour } from '../../core/annotation.ts';
import { colourName } from '../messages/formats.ts';

/** The number of a colour, 1 to 5: the name that never changes. */
export const numberOf = (colour: Colour): number => COLOURS.indexOf(colour) + 1;

/** A small square with the number of a colour. */
export function Swatch({ colour }: { readonly colour: Colour }) {
  return <span className={`sw2 hl-${colour}`}>{numberOf(colour)}</span>;
}

/** The five colours as buttons. `marked` is pressed; `counts` replaces the numbers. */
export function Swatches({
  label,
  marked,
  names,
  onPick,
}: {
  readonly label: string;
  readonly marked?: Colour | null | undefined;
  readonly names?: Readonly<Record<string, string>> | undefined;
  readonly onPick: (colour: Colour) => void;
}) {
  return (
    <div className="swatches" role="group" aria-label={label}>
      {COLOURS.map((colour) => (
        <button
          key={colour}
          type="button"
          className={`sw hl-${colour}`}
          aria-pressed={marked === colour}
          aria-label={`${numberOf(colour)} ${colourName(colour, names)}`}
          title={colourName(colour, names)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(colour)}
        >
          <b aria-hidden="true">{numberOf(colour)}</b>
        </button>
      ))}
    </div>
  );
}
