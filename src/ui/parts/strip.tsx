import type { Colour } from '../../core/annotation.ts';

/** A stretch on the strip, from 0 (top of the text) to 1 (its end). */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The whole text in a few pixels: paragraphs in grey, marks in their colours, hits in ink, the window as a frame. */
export function StripPicture({
  label,
  height,
  width = 26,
  paragraphs = [],
  marks,
  hits = [],
  frame,
  titles,
}: {
  readonly label: string;
  readonly height: number;
  readonly width?: number;
  readonly paragraphs?: readonly (Stretch & { readonly heading?: boolean })[];
  readonly marks: readonly (Stretch & { readonly colour: Colour })[];
  readonly hits?: readonly Stretch[];
  readonly frame?: Stretch | null;
  /** Words shown when the pointer rests on a mark, in the order of `marks`. */
  readonly titles?: readonly string[];
}) {
  const y = (at: number) => at * height;
  const tall = (stretch: Stretch, least: number) => Math.max(least, y(stretch.to) - y(stretch.from));
  const inset = width > 40 ? 0 : 6;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img" aria-label={label}>
      {frame && (
        <rect
          className="strip-frame"
          x="1.5"
          y={y(frame.from)}
          width={width - 3}
          height={tall(frame, 12)}
          rx="4"
          fill="var(--bg-selected-idle)"
          stroke="var(--border-default)"
        />
      )}
      {paragraphs.map((part, i) => (
        <rect
          key={`p${i}`}
          x={inset}
          y={y(part.from)}
          width={part.heading ? (width - 2 * inset) * 0.57 : width - 2 * inset}
          height={Math.max(2, tall(part, 2) - 2)}
          rx="1.5"
          fill="var(--border-default)"
          opacity={part.heading ? 1 : 0.55}
        />
      ))}
      {marks.map((mark, i) => (
        <rect
          key={`m${i}`}
          x={inset}
          y={y(mark.from)}
          width={width - 2 * inset}
          height={tall(mark, 5)}
          rx="1"
          fill={`var(--hl-${mark.colour}-rule)`}
        >
          {titles?.[i] && <title>{titles[i]}</title>}
        </rect>
      ))}
      {hits.map((hit, i) => (
        <rect
          key={`h${i}`}
          x={width - 5}
          y={y(hit.from)}
          width="4"
          height={tall(hit, 3)}
          fill="var(--hit-line)"
        />
      ))}
    </svg>
  );
}
